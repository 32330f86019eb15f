import Basics
import Core
import DialectKit
import HTTPMessages
import Scenario
import Synchronization
import Time

extension Sandbox {
    /// Asks about the webhook before the job exists, for rules that change what comes before it.
    func decideWebhook(of pending: inout PendingJob, _ context: RequestContext) {
        let end = pending.plan.end(created: context.moment)
        let job = pending.job(
            for: context, account: context.account?.name ?? "", base: context.request.base, number: 0)
        let moment = end < .distantFuture ? end : context.moment
        let early = EarlyWebhook(webhookDecision(for: job, at: moment, body: []))
        pending.webhook = early
        guard end < .distantFuture else { return }
        if early.comesBeforeResponse {
            pending.plan.queued = .zero
            pending.plan.running = .zero
        }
        pending.plan.running += early.aheadOfPoll
    }

    /// Answers a create whose job calls somebody back before the answer comes. Until the first attempt has ended the request stands in
    /// the timeline like one that waits for a job without an end, so that its client's leaving, a reset and a stop find it.
    func answerAfterWebhook(_ job: Job, _ context: inout RequestContext, _ early: EarlyWebhook) -> Handling {
        let end = JobEnd(job: job.key, dialect: context.dialect, early: early, resets: context.loaded.resets)
        let moment = context.moment
        return hold(&context, job, until: .distantFuture) { [self] held in
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
        settle(held, handling, context)
    }
}
