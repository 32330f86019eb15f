import Core
import DialectKit
import HTTPMessages
import Scenario
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

    /// Answers a create whose job calls somebody back before the answer comes.
    func answerAfterWebhook(_ job: Job, _ context: RequestContext, _ early: EarlyWebhook) -> Handling {
        let held = HeldRequest(context)
        let end = JobEnd(job: job.key, dialect: context.dialect, early: early)
        announce(job, end, at: context.moment) { [self] in
            var context = context
            let handling = answerCreate(job, &context)
            settle(held, handling, context)
        }
        runDue()
        return .held(held)
    }
}
