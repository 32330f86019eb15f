import Core
import Scenario
import Time

/// Everything of a sandbox that one small lock guards. Work on it is dictionary operations and arithmetic.
struct SandboxState: Sendable {
    /// Limiters at once, at most; over it those used longest ago begin anew.
    static let mostLimiters = 10_000

    var clock: ScenarioClock
    var loaded: LoadedScenario
    /// Stays when another scenario is loaded, so links that were handed out stay good.
    var signer: SignedLink
    var timeline = SandboxTimeline()
    /// The real instant that an alarm is set for.
    var alarm: Int64?
    var accounts = AccountTable()
    var counters = Counters()
    var running = RunningJobs()
    var limiters = RecentTable<LimiterKey, RateLimiter>(capacity: mostLimiters)
    var repeats = IdempotencyTable()
    /// How many jobs there were.
    var jobs = 0
    /// The base that the last job was created by: nearly all have the same, and share one text.
    var base = ""
    /// Connections that a rule could speak about, and until when providers refuse them.
    var connections = 0
    var refusals: [Provider: Moment] = [:]
    /// Attempts of webhooks that are due or in flight: scenario time is not moved meanwhile.
    var inFlight = 0
    /// Moves of the clock that wait for those.
    var advances: [Advance] = []
    /// Counts resets.
    var resets = 0

    /// The same text, as jobs keep it.
    mutating func kept(base wanted: String) -> String {
        if base != wanted { base = wanted }
        return base
    }

    /// Books what ended by then: charges on completion, and gives back what a failed job had cost.
    mutating func settle(at now: Moment) {
        while let entry = running.nextEnded(by: now) {
            let day = clock.timestamp(of: entry.end).dayNumber
            accounts.change(name: entry.account, key: entry.key) { $0.charge(entry.charge, onDay: day) }
        }
    }
}

/// A limiter belongs to an account's pool at a provider, or to a rule and whatever its `per` names.
enum LimiterKey: Sendable, Hashable {
    case pool(account: String, provider: Provider, pool: String)
    case rule(String, subject: String)
}
