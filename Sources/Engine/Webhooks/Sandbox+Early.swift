import Core
import DialectKit
import HTTPMessages
import Scenario
import Time

extension Sandbox {
    /// Asks about the webhook before the job exists, for rules that change what comes before it.
    func decideWebhook(of pending: inout PendingJob, _ visit: Visit, _ arrival: Arrival) {
        let end = pending.plan.end(created: arrival.moment)
        let job = Job(
            id: pending.id, provider: visit.provider, account: pending.account, created: arrival.moment,
            plan: pending.plan,
            request: pending.creation, price: pending.price, base: visit.request.base)
        let moment = end < .distantFuture ? end : arrival.moment
        let early = EarlyWebhook(webhookDecision(for: job, at: moment, body: [], arrival.loaded))
        pending.webhook = early
        guard end < .distantFuture else { return }
        if early.comesBeforeResponse {
            pending.plan.queued = .zero
            pending.plan.running = .zero
        }
        pending.plan.running += early.aheadOfPoll
    }

    /// Answers a create whose job calls somebody back: afterwards, or before if a rule says so.
    func answerCreate(_ job: Job, _ visit: Visit, _ arrival: Arrival, calling early: EarlyWebhook?, isHidden: Bool) {
        guard let early, early.comesBeforeResponse, sender != nil, job.plan.end(created: job.created) < .distantFuture
        else {
            expectEnd(of: job, visit, early)
            return answerCreate(job, visit, arrival, isHidden: isHidden)
        }
        let end = JobEnd(job: job.key, dialect: visit.dialect, early: early)
        announce(job, end, at: arrival.moment) { [self] in
            answerCreate(job, visit, arrival, isHidden: isHidden)
        }
        runDue()
    }
}
