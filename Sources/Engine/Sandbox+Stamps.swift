import Time

extension Sandbox {
    /// The calendar of what others compare with a clock of their own: webhooks, links and `Date`
    /// (architecture.md §9.12).
    func stamps(by calendar: Calendar, at moment: Moment, _ loaded: LoadedScenario) -> Calendar {
        loaded.stampsByWall ? Calendar(showing: real.wallClock(), at: moment) : calendar
    }

    /// What they say at that moment.
    func stamp(at moment: Moment, _ clock: ScenarioClock, _ loaded: LoadedScenario) -> Timestamp {
        stamps(by: clock.calendar, at: moment, loaded).timestamp(of: moment)
    }
}
