import Core
import DialectKit
import Synchronization
import Time

extension Sandbox {
    /// Counts the poll, which may be the one that ends the job, and answers or waits.
    func poll(_ job: Job, wait: Duration, _ visit: Visit, _ arrival: Arrival) {
        var polled = job
        polled.polls += 1
        polled.version += 1
        let endsNow = endsByPoll(polled)
        if endsNow { polled.plan.endedByPoll = arrival.moment }
        store.replace(polled) { [self, polled] replaced in
            guard replaced else { return pollAgain(wait: wait, visit, arrival, job.key) }
            if endsNow {
                endRunning(polled, at: arrival.moment)
                if polled.request.callback != nil { expectEnd(of: polled, visit, nil) }
            }
            let end = polled.plan.end(created: polled.created)
            guard wait > .zero, end > arrival.moment, !polled.isToldByPolls, !visit.hidesAnswer else {
                return finish(visit, polled, at: arrival.moment)
            }
            hold(visit, polled, until: min(end, arrival.moment + wait))
        }
    }

    private func endsByPoll(_ job: Job) -> Bool {
        guard let polls = job.plan.polls, job.plan.endedByPoll == nil else { return false }
        return job.polls >= polls
    }

    /// Somebody polled the same job in between.
    private func pollAgain(wait: Duration, _ visit: Visit, _ arrival: Arrival, _ key: JobKey) {
        store.load(key) { [self] job in
            guard let job else { return finish(visit, .refusal(Refusal(.notFound, subject: key.id))) }
            poll(job, wait: wait, visit, arrival)
        }
    }

    private func endRunning(_ job: Job, at now: Moment) {
        state.withLock { state in
            state.running.change(job.key) { $0.end = now }
            state.settle(at: now)
        }
    }
}

extension Job {
    /// Whether each poll tells another status: then none waits for an end.
    fileprivate var isToldByPolls: Bool {
        change?.statuses.map { $0.interval == nil } ?? false
    }
}
