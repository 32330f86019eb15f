import Basics
import Core
import DialectKit
import Scenario
import Time

extension Sandbox {
    /// Moves the clock where polls do, for an answer that is made and has not left: on to the earliest change of a job that somebody was
    /// told to be unfinished. So whoever comes because of the answer finds the clock moved. A webhook that is due on the way stops the
    /// move, and this returns: the answer does not wait for it.
    public func moveClock(after answer: Answer, to context: RequestContext) {
        let told = answer.unfinishedJobs
        guard !told.isEmpty else { return }
        let instant = real.now()
        let target = state.withLock { state -> Moment? in
            guard state.resets == context.loaded.resets, state.schedule.clock.isMovedByPolls else { return nil }
            let now = state.schedule.now(real: instant)
            // What has changed since the answer was made, its client sees already the next time.
            let own = state.note(told, at: now).compactMap { $0.next(after: answer.moment) }.min()
            // One that has waited has moved time by its wait.
            guard let own, own > now, answer.moment == context.moment else { return nil }
            return min(own, state.polled.next(after: now) ?? own)
        }
        guard let target else { return }
        goOn(Advance(owner: .polls(resets: context.loaded.resets), target: target, isDetached: false))
    }

    /// A poll begins to wait for its job: meanwhile other polls do not move the clock past what it would see.
    func beginsToWait(for job: Job, _ context: RequestContext) {
        state.withLock { state in
            guard state.resets == context.loaded.resets, state.schedule.clock.isMovedByPolls else { return }
            _ = state.note([job], at: context.moment)
        }
    }
}

extension SandboxState {
    /// These were told to be unfinished. Gives how those of them go on that time moves.
    fileprivate mutating func note(_ jobs: [Job], at now: Moment) -> [VisibleChanges] {
        jobs.compactMap { job in
            guard let changes = VisibleChanges(of: job) else { return nil }
            polled.add(job.key, changes, at: now)
            return changes
        }
    }
}

extension Answer {
    /// The jobs that a poll or a list tells to be unfinished. A refusal and a page in its place tell nothing, nor does what never
    /// reaches the client.
    fileprivate var unfinishedJobs: [Job] {
        guard case .reply(let reply) = outcome, decision?.value.hidesAnswer != true else { return [] }
        switch reply {
        case .job(let view, .poll): return view.state.isTerminal ? [] : [view.job]
        case .list(let list): return list.jobs.filter { !$0.state.isTerminal }.map(\.job)
        default: return []
        }
    }
}
