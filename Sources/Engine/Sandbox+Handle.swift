import Basics
import Core
import DialectKit
import HTTPMessages
import Scenario
import Synchronization
import Time

/// What comes of a request.
public enum Handling: Sendable {
    case answered(Answer)
    /// Its answer comes later: its job has not ended, or the store has not answered yet.
    case held(HeldRequest)
}

extension Sandbox {
    /// Handles a request, from its admission to its outcome. What comes of it is returned; only others whose wait it ends hear of
    /// it on the way.
    public func handle(_ context: inout RequestContext) -> Handling {
        busy.add(1, ordering: .relaxed)
        if events.isHeard { tellBegun(context) }
        return begin(&context)
    }

    /// It was on its way when the sandbox ended.
    private func refuse(_ context: inout RequestContext) -> Handling {
        admit(&context)
        let reason = state.withLock { $0.closedBecause } ?? ""
        return .answered(answer(context, .foreign(Self.gone(because: reason))))
    }

    /// Loads what the request is about.
    private func begin(_ context: inout RequestContext) -> Handling {
        if isClosed.load(ordering: .relaxed) { return refuse(&context) }
        if let key = context.subjectJob {
            switch store.load(key) {
            case .now(let job): return decide(&context, job: job, referenced: [])
            case .later(let token):
                return awaitStore(context, token) { sandbox, context, job in
                    sandbox.decide(&context, job: job, referenced: [])
                }
            }
        }
        guard let named = context.creation?.namedJobs, !named.isEmpty else {
            return decide(&context, job: nil, referenced: [])
        }
        let provider = context.provider
        switch store.load(all: named.map { JobKey(provider, $0) }) {
        case .now(let jobs): return decide(&context, job: nil, referenced: jobs)
        case .later(let token):
            return awaitStore(context, token) { sandbox, context, jobs in
                sandbox.decide(&context, job: nil, referenced: jobs)
            }
        }
    }

    /// Asks the rules, then runs the provider's checks, then does what the request asks for.
    private func decide(_ context: inout RequestContext, job found: Job?, referenced: [Job?]) -> Handling {
        if let creation = context.creation, creation.origin != nil {
            context.ask(for: fitted(creation, among: referenced))
        }
        context.knowsJob = found != nil
        let isPlain = found == nil && !mayBeDecided(context)
        if !isPlain { admit(&context) }
        let job = found.flatMap { visible($0, &context) }
        guard evaluateRules(&context, job: job) else { return beginAgain(&context) }
        if let early = earlyAnswer(&context) { return .answered(answer(context, .foreign(early))) }
        var pending = pendingJob(for: context)
        switch check(&context, &pending, referenced: referenced) {
        case .superseded: return beginAgain(&context)
        case .refused(let refusal): return .answered(answer(context, .refusal(refusal)))
        case .passed: return execute(&context, pending.take(), job: job)
        }
    }

    /// Another scenario came into force, or a reset: also what was loaded may be of before it.
    private func beginAgain(_ context: inout RequestContext) -> Handling {
        context.readAgain(under: loaded)
        return begin(&context)
    }

    /// Whether a rule could speak about the request or what comes of it: then the moment at which it came counts before its
    /// checks begin.
    private func mayBeDecided(_ context: RequestContext) -> Bool {
        let program = context.loaded.program
        if case .reused = context.connection {
        } else if !program.hasNoRules(step: .connect, provider: context.provider) {
            return true
        }
        if context.creation?.callback != nil, program.decidesWebhooksEarly { return true }
        guard let step = context.decisiveStep else { return false }
        // Most rules of a large scenario are for other models.
        if context.isCreate, let model = context.parsed.model {
            return program.maySpeak(step: step, provider: context.provider, model: model)
        }
        return !program.hasNoRules(step: step, provider: context.provider)
    }

    /// The moment and the account, both of one instant.
    func admit(_ context: inout RequestContext) {
        let instant = real.now()
        context.arrival = state.withLock { arrival(of: context, &$0, real: instant) }
    }

    private func arrival(of context: RequestContext, _ state: inout SandboxState, real instant: Int64) -> Arrival {
        let now = state.schedule.now(real: instant)
        let account = context.key.flatMap { key in
            state.ledger.account(key: key, at: now, takesUnlisted: context.dialect.acceptsUnlisted(key: key))
        }
        return Arrival(
            real: instant, moment: now, calendar: state.schedule.clock.calendar,
            stamps: stamps(by: state.schedule.clock.calendar, at: now, context.loaded), account: account)
    }

    /// A job past its retention can no longer be read, though its files stay; a key of another account never sees it.
    private func visible(_ job: Job, _ context: inout RequestContext) -> Job? {
        if let change = job.change, !change.isSeen(at: context.moment, by: context) { return nil }
        guard context.isForOwnerOnly else { return job }
        guard !isForgotten(job, context) else { return nil }
        guard job.account != context.account?.name else { return job }
        context.isForeign = true
        return nil
    }

    private func isForgotten(_ job: Job, _ context: RequestContext) -> Bool {
        let retention = context.loaded.retention(job.provider)
        return retention > .zero && context.moment >= job.created + retention
    }

    /// What the rules answer before the provider has looked at anything.
    private func earlyAnswer(_ context: inout RequestContext) -> HTTPErrorDirective? {
        guard let decision = context.decision?.value else { return nil }
        if decision.endsConnection { return .nothing }
        if let foreign = decision.httpError, !context.isCreate || !decision.pageCommits {
            context.speaker = .page
            return foreign
        }
        let elsewhere = decision.redirect?.answer(to: context.request, hops: context.redirects)
        if elsewhere != nil { context.speaker = .redirect }
        return elsewhere
    }

    private enum CheckResult {
        case passed
        case refused(Refusal)
        /// Another scenario came into force meanwhile.
        case superseded
    }

    /// The provider's checks in its order, and the commit of what passed them: one step, under one lock.
    private func check(
        _ context: inout RequestContext, _ pending: inout PendingJob?, referenced: [Job?]
    ) -> CheckResult {
        let blocked = context.creation?.callback.flatMap { blockedCallback($0, context) }
        let instant = real.now()
        return state.withLock { state in
            guard state.rules.loaded === context.loaded else { return .superseded }
            if context.arrival == nil { context.arrival = arrival(of: context, &state, real: instant) }
            state.bookEnded(by: context.moment)
            let retained = referenced.map { job in job.flatMap { isForgotten($0, context) ? nil : $0 } }
            let pipeline = CheckPipeline(referenced: retained, blockedCallback: blocked)
            if let refusal = pipeline.run(&context, &state) { return .refused(refusal) }
            if pending != nil, context.commits, let refusal = commit(&pending!, &context, &state) {
                return .refused(refusal)
            }
            return .passed
        }
    }

    private func blockedCallback(_ callback: String, _ context: RequestContext) -> Refusal? {
        guard let words = webhooks.sender?.refusal(of: callback, from: name) else { return nil }
        let field = context.dialect.webhooks(context.loaded.settings(context.provider))?.field
        return Refusal(.invalidInput, message: words, param: field)
    }

    /// Does what a request that passed every check asks for.
    private func execute(_ context: inout RequestContext, _ pending: PendingJob?, job: Job?) -> Handling {
        switch context.parsed.operation {
        case .rejected(let rejection):
            return .answered(answer(context, .refusal(rejection.refusal)))
        case .create:
            guard let pending else { return .answered(answer(context, .refusal(Refusal(.unauthenticated)))) }
            return create(pending, &context)
        case .dryRun(let creation):
            return .answered(
                answer(context, .reply(.dryRun(context.decision?.value.job?.cost ?? creation.price))))
        case .poll(let id, let wait):
            let delay = context.decision?.value.visibilityDelay ?? .zero
            guard let job, context.moment >= job.created + delay else {
                if job != nil { context.speaker = .visibilityDelay }
                return .answered(answer(context, missing(id, context)))
            }
            return poll(job, wait: job.request.modality == .video ? context.parsed.videoWait ?? wait : wait, &context)
        case .cancel(let id, let allowed):
            guard let job else { return .answered(answer(context, missing(id, context))) }
            return cancel(job, allowed, &context)
        case .download(let download):
            return .answered(self.download(download, job: job, &context))
        case .catalog(let page):
            return .answered(answer(context, .reply(.catalog(page))))
        case .balance:
            return .answered(answer(context, balance(for: context)))
        case .account(let page):
            return .answered(answer(context, balance(for: context, page: page)))
        case .costs(let from, let to):
            let (from, to) = (Timestamp(nanoseconds: from), Timestamp(nanoseconds: to))
            return .answered(answer(context, costs(for: context, from: from, to: to)))
        case .list(let query):
            return list(query, context)
        case .upload(let file):
            return .answered(answer(context, upload(file, context)))
        case .uploaded(let id):
            return .answered(answer(context, uploaded(id)))
        }
    }

    /// There is no such job, or it is another account's.
    private func missing(_ id: String, _ context: RequestContext) -> Answer.Outcome {
        .refusal(Refusal(context.isForeign ? context.dialect.foreignJob : .notFound, subject: id))
    }
}

extension JobChange {
    /// Whether a scenario lets the request find the job at that moment.
    fileprivate func isSeen(at now: Moment, by context: RequestContext) -> Bool {
        if let goneFrom, now >= goneFrom { return false }
        guard let visibleFrom, now < visibleFrom, case .poll = context.parsed.operation else { return true }
        return false
    }
}
