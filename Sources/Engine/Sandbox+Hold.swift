import Core
import DialectKit
import HTTPMessages
import Synchronization
import Time

extension Sandbox {
    /// Keeps a request waiting until that moment; whoever comes first, its end or the client's leaving, takes it out.
    func hold(_ visit: Visit, _ job: Job, until moment: Moment) {
        record(visit, held: job)
        let key = job.key
        let held = state.withLock { state in
            let ticket = state.timeline.add(.release(visit, key), at: moment)
            visit.progress.withLock { $0.ticket = ticket }
            busy.subtract(1, ordering: .relaxed)
            return state.timeline.held
        }
        arm()
        tellHeld(held)
    }

    /// The end of a held request has come: it gets the job as it is at that moment.
    func release(_ visit: Visit, _ key: JobKey, at moment: Moment) {
        busy.add(1, ordering: .relaxed)
        let phantom = visit.progress.withLock { progress in
            progress.ticket = nil
            return progress.phantom
        }
        if let phantom { return finish(visit, phantom.value, at: moment) }
        store.load(key) { [self] job in
            guard let job else { return finish(visit, .refusal(Refusal(.notFound, subject: key.id))) }
            finish(visit, job, at: moment)
        }
    }

    /// The exchange of a visit is over: it was answered, or its client has gone, who may take a job along.
    public func leave(_ visit: Visit, _ end: ExchangeEnd = .completed) {
        let departure = departure(of: visit)
        guard let ticket = visit.progress.withLock({ $0.ticket.take() }) else { return leave(departure, end) }
        let cancelled = state.withLock { $0.timeline.cancel(ticket) != nil }
        // Its end came at the same time, and counts it as busy.
        guard cancelled else { return leave(departure, end) }
        part(departure, end)
        // A webhook of a job that has ended already may follow.
        if departure.raisesWebhook { runDue() }
    }
}
