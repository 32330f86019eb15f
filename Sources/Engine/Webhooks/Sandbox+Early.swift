import Core
import DialectKit
import HTTPMessages
import Scenario
import Time

extension Sandbox {
    /// Asks about the webhook before the job exists, for rules that change what comes before it.
    func decideWebhook(of order: inout Order, _ visit: Visit, _ arrival: Arrival) {
        let end = order.plan.end(created: arrival.moment)
        let job = Job(
            id: order.id, provider: visit.provider, account: order.account, created: arrival.moment, plan: order.plan,
            request: order.creation, price: order.price, base: visit.request.base)
        let moment = end < .distantFuture ? end : arrival.moment
        let early = EarlyWebhook(webhookDecision(for: job, at: moment, body: [], arrival.loaded))
        order.webhook = early
        guard end < .distantFuture else { return }
        if early.comesBeforeResponse {
            order.plan.queued = .zero
            order.plan.running = .zero
        }
        order.plan.running += early.aheadOfPoll
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
