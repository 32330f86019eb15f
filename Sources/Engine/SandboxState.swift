import Core
import Time

/// Everything of a sandbox that one small lock guards: what a create reads and writes in one step. Each part is in a file of its own,
/// with what can be done to it. Work on it is dictionary operations and arithmetic.
struct SandboxState: Sendable {
    var schedule: Schedule
    var rules: RulesInForce
    var ledger = Ledger()
    /// Requests that wait for a store that answers later.
    var storeWaits = StoreWaits()
    /// Why the sandbox has ended; nil while it lives.
    var closedBecause: String?
    /// Where polls move the clock.
    var polled = PolledJobs()
    /// The beginning of the next phase.
    var nextPhase: SandboxTimeline.Ticket?
    /// What is told of jobs that begin to run.
    var starts = ExpectedStarts()
    /// Hears of jobs that end; nil until the sandbox is made.
    var events: EventLog?
    /// How often there was a reset.
    var resets: Int { rules.loaded.resets }

    /// Books what ended by then.
    mutating func bookEnded(by now: Moment) {
        guard let start = starts.next, start <= now else {
            return ledger.bookEnded(by: now, schedule.clock.calendar) { [events] in events?.tellEnd(of: $0) }
        }
        var begun = starts.take(by: now)[...]
        ledger.bookEnded(by: now, schedule.clock.calendar) { [events] entry in
            let earlier = begun.prefix { $0.moment <= entry.end }
            begun = begun.dropFirst(earlier.count)
            events?.tellStarts(of: Array(earlier))
            events?.tellEnd(of: entry)
        }
        events?.tellStarts(of: Array(begun))
    }
}
