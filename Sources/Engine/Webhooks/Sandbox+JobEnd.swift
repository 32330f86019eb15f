import Basics
import Core
import DialectKit
import Digests
import Documents
import HTTPMessages
import Scenario
import Synchronization
import Time

/// The end of a job that somebody wants to be called about.
final class JobEnd: Sendable {
    let job: JobKey
    let dialect: any Dialect
    /// What was decided when the job was created; nil: it is decided now.
    let early: EarlyWebhook?
    /// How often the sandbox had been reset by then.
    let resets: Int

    init(job: JobKey, dialect: any Dialect, early: EarlyWebhook?, resets: Int) {
        self.resets = resets
        self.job = job
        self.dialect = dialect
        self.early = early
    }
}

/// The decision about a webhook that changes what happens before it is sent.
final class EarlyWebhook: Sendable {
    let decision: Decision

    init(_ decision: Decision) {
        self.decision = decision
    }

    var comesBeforeResponse: Bool { decision.webhook?.effect.comesBeforeResponse ?? false }
    var aheadOfPoll: Duration { decision.webhook?.effect.aheadOfPoll ?? .zero }
}

extension Sandbox {
    /// Makes the end of a job with a callback an event; jobs without one have none. It has no moment before somebody knows it: of a job
    /// that ends by polls or never, unless it is cancelled.
    func expectEnd(of job: Job, _ context: inout RequestContext, _ early: EarlyWebhook?) {
        guard webhooks.sender != nil else { return }
        let event = JobEnd(job: job.key, dialect: context.dialect, early: early, resets: context.loaded.resets)
        expect(event, of: job)
        context.raisesWebhook = true
    }

    private func expect(_ event: JobEnd, of job: Job) {
        let end = job.plan.end(created: job.created)
        let ahead = event.early?.aheadOfPoll ?? .zero
        schedule(
            .jobEnded(event), of: event.resets,
            at: end < .distantFuture ? max(job.created, end + (.zero - ahead)) : .distantFuture)
    }

    /// Lets something of a webhook come, unless it is of before a reset: its moment is one of another clock then.
    func schedule(_ event: SandboxEvent, of epoch: Int, at moment: Moment) {
        state.withLock { state in
            if state.resets == epoch { state.schedule.add(event, at: moment) }
        }
        arm()
    }

    /// The moment has come; the job may have been changed since.
    func jobEnded(_ end: JobEnd, at moment: Moment) {
        switch store.load(end.job) {
        case .now(let job): jobEnded(end, job, at: moment)
        case .later(let token):
            busy.add(1, ordering: .relaxed)
            token.whenResolved { [self] job in
                jobEnded(end, job, at: moment)
                busy.subtract(1, ordering: .relaxed)
                runDue()
                jumpWhileIdle()
            }
        }
    }

    private func jobEnded(_ end: JobEnd, _ job: Job?, at moment: Moment) {
        guard let job else { return }
        let ahead = end.early?.aheadOfPoll ?? .zero
        if job.ended(at: moment + ahead) == nil { expect(end, of: job) } else { announce(job, end, at: moment) {} }
    }

    /// Decides what becomes of the callback and sends it on its way.
    ///
    /// - Parameter then: done when the first attempt has ended, or when there will be none.
    func announce(_ job: Job, _ end: JobEnd, at moment: Moment, then: @escaping @Sendable () -> Void) {
        let (loaded, clock) = state.withLock { ($0.rules.loaded, $0.schedule.clock) }
        let settings = loaded.settings(job.provider)
        guard let url = job.request.callback, let profile = end.dialect.webhooks(settings) else { return then() }
        let known = moment + (end.early?.aheadOfPoll ?? .zero)
        let payload = end.dialect.callback(view(of: job, at: known, clock.calendar), settings: settings)
        let decision =
            end.early.map(\.decision) ?? webhookDecision(for: job, at: moment, body: payload)
        if let lifetime = decision?.webhook?.effect.linkLifetime {
            changeLinks(of: end.job) { $0.lifetime = lifetime }
        }
        if let decision { loaded.tallies.count(showed: decision.fired.map(\.rule), masked: []) }
        let maker = WebhookMaker(
            job: job, url: url, profile: profile, payload: payload, decision: decision,
            isFailure: job.state(at: known) == .failed, loaded: loaded, moment: moment,
            stamp: stamp(at: moment, clock, loaded))
        webhooks.launch(
            maker.events(), epoch: end.resets, at: moment, time: clock.timestamp(of: moment), self, then: then)
    }

    /// What the scenario says about the webhook of a job; nil when it says nothing.
    func webhookDecision(for job: Job, at moment: Moment, body: [UInt8]) -> Decision? {
        decide(step: .webhook, provider: job.provider, model: job.request.model, at: moment) { _ in
            webhookSubject(job, at: moment, body)
        }
    }

    /// A webhook is its job; `match: {body.…}` looks at what is sent. A rule finds no path where the address cannot be read, and no
    /// field in a body that is not JSON.
    func webhookSubject(_ job: Job, at moment: Moment, _ body: [UInt8]) -> Subject {
        let target = (job.request.callback.flatMap { try? WebAddress($0) })?.target ?? "/"
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let request = Request(
            method: "POST", path: parts[0], query: parts.count > 1 ? parts[1] : "", body: body, base: job.base, peer: ""
        )
        let end = job.plan.end(created: job.created)
        let status = job.state(at: end < .distantFuture ? max(end, moment) : moment)
        return Subject(
            step: .webhook, provider: job.provider, request: request, account: job.account, model: job.request.model,
            modality: job.request.modality, prompt: job.request.prompt, body: (try? JSONReader.read(body))?.root,
            job: Subject.JobFacts(id: job.id, status: status, age: moment - job.created, polls: job.polls), attempt: 1,
            drawKey: Array("webhook \(job.id)".utf8))
    }
}
