import Time

extension Plan {
    /// The state of a job with this plan, through several steps when time has jumped.
    public func state(created: Moment, at now: Moment, polls: Int) -> Job.State {
        if let ended = ended(created: created, at: now, polls: polls), ended <= now {
            if cancelled != nil { return .failed }
            switch outcome {
            case .completed: return .completed
            case .failed: return .failed
            case .stuck(let state): return state
            }
        }
        if case .stuck(in: .queued) = outcome { return .queued }
        return now < created + queued ? .queued : .running
    }

    /// When the job ends, cancelled or by its plan; `distantFuture` when it is stuck, or ends by polls and those have not come.
    public func end(created: Moment) -> Moment {
        if let cancelled { return cancelled }
        if case .stuck = outcome { return .distantFuture }
        if polls != nil { return endedByPoll ?? .distantFuture }
        return created + queued + running
    }

    func ended(created: Moment, at now: Moment, polls: Int) -> Moment? {
        let end = end(created: created)
        return end <= now ? end : nil
    }
}
