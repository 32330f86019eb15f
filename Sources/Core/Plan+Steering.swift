import Time

/// How somebody who steers a job by hand changes its plan.
extension Plan {
    /// It ends at that moment with that outcome, whatever was planned.
    public func ending(at moment: Moment, created: Moment, as outcome: Outcome) -> Plan {
        let age = moment - created
        let queued = min(queued, age)
        return Plan(queued: queued, running: age - queued, outcome: outcome)
    }

    /// Whether something else than time has to come before it ends.
    public var isHeldUp: Bool {
        if case .stuck = outcome { return true }
        return polls != nil && endedByPoll == nil
    }

    /// It goes on by time, as it would without what holds it up: it ends at the end that time would have brought, or at that moment where
    /// this has passed.
    public func released(at moment: Moment, created: Moment) -> Plan {
        let outcome: Outcome = if case .stuck = outcome { .completed } else { outcome }
        if created + queued + running > moment { return Plan(queued: queued, running: running, outcome: outcome) }
        return ending(at: moment, created: created, as: outcome)
    }
}
