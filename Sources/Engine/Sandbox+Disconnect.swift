import Basics
import Core
import Time

extension Sandbox {
    /// The client of a create has hung up just now, and takes the job along: it fails at this moment and costs nothing. A job
    /// that has ended stays as it is.
    func cancel(_ bound: ConnectionBoundJob) {
        let instant = real.now()
        let (entry, now): (RunningJobs.Entry?, Moment) = state.withLock { state in
            let now = state.schedule.now(real: instant)
            guard state.resets == bound.resets else { return (nil, now) }
            state.bookEnded(by: now)
            return (state.ledger.takeOut(bound.job), now)
        }
        if let entry { end(bound.job, entry, at: now) }
    }

    private func end(_ key: JobKey, _ entry: RunningJobs.Entry, at now: Moment) {
        store.load(key).whenThere { [self] job in
            guard var job else { return }
            guard job.ended(at: now) == nil else { return book(entry, at: now) }
            job.plan.cancelled = now
            job.version += 1
            store.replace(job).whenThere { [self, job] isReplaced in
                guard isReplaced else { return end(key, entry, at: now) }
                for held in bookCancelled(job, entry, at: now) { release(held, at: now) }
                if events.isHeard { tellJob(job, "ended") }
                if job.request.callback != nil { runDue() }
            }
        }
    }

    /// A poll has ended it meanwhile, and did not find its entry any more.
    private func book(_ entry: RunningJobs.Entry, at now: Moment) {
        state.withLock { $0.ledger.book(entry, on: $0.schedule.dayNumber(of: now)) }
    }

    /// Gives back what was paid at create; returns who waits for the job: by a poll, or by the same create again. Whoever
    /// is to be called about it is called now.
    private func bookCancelled(_ job: Job, _ entry: RunningJobs.Entry, at now: Moment) -> [HeldRequest] {
        state.withLock { state in
            if job.request.charge == .create {
                state.ledger.refund(job.price, entry, on: state.schedule.dayNumber(of: now))
            }
            _ = state.schedule.moveEnd(of: job.key, to: now)
            state.polled.forget(job.key)
            return state.schedule.takeWaiting(for: job.key)
        }
    }
}
