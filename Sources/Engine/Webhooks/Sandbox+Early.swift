import Basics
import Core
import DialectKit
import HTTPMessages
import Scenario
import Synchronization
import Time

/// The rules that match the webhook of a job which is not committed yet. Nothing of them is counted.
struct EarlyWebhookRules: Sendable {
    let matched: [MatchedRule]
    let subject: Subject
    /// From the load of the scenario to the job's end.
    let elapsed: Duration
}

extension PendingJob {
    /// Decides about the webhook in the step that commits the job, so that only a create that is admitted is counted.
    mutating func decideWebhook(_ loaded: LoadedScenario, _ state: inout SandboxState) {
        guard let rules = webhookRules,
            let decision = state.rules.decide(rules.matched, of: loaded, subject: rules.subject, at: rules.elapsed)
        else { return }
        let early = EarlyWebhook(decision)
        webhook = early
        if early.comesBeforeResponse {
            plan.queued = .zero
            plan.running = .zero
        }
        plan.running += early.aheadOfPoll
    }
}

extension Sandbox {
    /// The rules about the webhook of a job, if one of them may change what comes before it. They see the body as it will be at the end
    /// that is planned; nil where none is.
    func webhookRules(for pending: PendingJob, _ context: RequestContext) -> EarlyWebhookRules? {
        let loaded = context.loaded
        guard loaded.program.decidesWebhooksEarly, pending.creation.callback != nil, webhooks.sender != nil,
            let arrival = context.arrival
        else { return nil }
        let end = pending.plan.end(created: arrival.moment)
        guard end < .distantFuture else { return nil }
        let job = pending.job(for: context, account: arrival.account?.name ?? "", base: context.request.base, number: 0)
        let body = context.dialect.callback(
            view(of: job, at: end, arrival.calendar), settings: loaded.settings(context.provider))
        let (subject, elapsed) = (webhookSubject(job, at: end, body), end - loaded.loadedAt)
        let matched = loaded.program.candidates(
            for: subject, step: .webhook, provider: context.provider, model: job.request.model, at: elapsed,
            tellGivenUp: { tellGivenUp($0, loaded) })
        guard matched.contains(where: \.changesWhatComesBeforeWebhook) else { return nil }
        return EarlyWebhookRules(matched: matched, subject: subject, elapsed: elapsed)
    }

    /// Answers a create whose job calls somebody back before the answer comes. Until the first attempt has ended the request stands in
    /// the timeline like one that waits for a job without an end, so that its client's leaving, a reset and a stop find it.
    func answerAfterWebhook(_ job: Job, _ context: inout RequestContext, _ early: EarlyWebhook) -> Handling {
        let end = JobEnd(job: job.key, dialect: context.dialect, early: early, resets: context.loaded.resets)
        let moment = context.moment
        return hold(&context, job, until: .distantFuture) { [self] held in
            // The webhook of an earlier job may still be due: the client has its answer already, so it comes first.
            runDue()
            announce(job, end, at: moment) { [self] in webhookCame(before: held, job) }
            runDue()
        }
    }

    /// The first attempt has ended, or there will be none.
    private func webhookCame(before held: HeldRequest, _ job: Job) {
        guard let ticket = held.ticket, state.withLock({ $0.schedule.cancel(ticket) }) else { return }
        busy.add(1, ordering: .relaxed)
        held.ticket = nil
        var context = held.context
        let handling = answerCreate(job, &context)
        resolve(held, handling, context)
    }
}
