import Core
import DialectKit
import Synchronization
import Time

extension Sandbox {
    /// Ends a job on its client's wish, as far as its provider allows that.
    func cancel(_ job: Job, _ allowed: Cancellation, _ visit: Visit, _ arrival: Arrival) {
        if let refusal = allowed.refusal(for: job, at: arrival.moment) {
            return finish(visit, .refusal(refusal))
        }
        end(job, at: arrival.moment) { [self] cancelled in
            guard let cancelled else {
                return reload(job, visit) { [self] in cancel($0, allowed, visit, arrival) }
            }
            finish(visit, .reply(.cancelled(view(of: cancelled, at: arrival.moment, arrival.calendar))))
        }
    }

    /// Cancels a job that has not ended: it fails at that moment, costs nothing, and whoever waits for it is answered.
    /// Gives nil, with nothing done, when somebody else wrote the job meanwhile.
    func end(_ job: Job, at moment: Moment, then: @escaping @Sendable (Job?) -> Void) {
        var cancelled = job
        cancelled.plan.cancelled = moment
        cancelled.version += 1
        store.replace(cancelled) { [self, cancelled] replaced in
            guard replaced else { return then(nil) }
            settle(cancelled, at: moment)
            then(cancelled)
        }
    }

    /// Books what a cancelled job still moves, and releases everyone who waits for its end.
    private func settle(_ job: Job, at moment: Moment) {
        let waiting = state.withLock { state -> [Visit] in
            state.running.change(job.key) { entry in
                entry.end = moment
                entry.charge = job.request.charge == .create ? .zero - job.price : .zero
            }
            state.settle(at: moment)
            return state.timeline.takeWaiting(for: job.key)
        }
        for visit in waiting { release(visit, job.key, at: moment) }
    }

    private func reload(_ job: Job, _ visit: Visit, then: @escaping @Sendable (Job) -> Void) {
        store.load(job.key) { [self] current in
            guard let current else { return finish(visit, .refusal(Refusal(.notFound, subject: job.id))) }
            then(current)
        }
    }
}

extension Cancellation {
    fileprivate func refusal(for job: Job, at moment: Moment) -> Refusal? {
        switch (self, job.state(at: moment)) {
        case (.never, _): Refusal(.cancelUnsupported, subject: job.id)
        case (.whileQueued, .queued), (.untilEnded, .queued), (.untilEnded, .running): nil
        case (.whileQueued, _), (.untilEnded, _): Refusal(.cancelTooLate, subject: job.id)
        }
    }
}
