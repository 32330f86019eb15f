import Core
import Scenario
import Time

/// Who may do what and what it costs: accounts, limits, running jobs, and creates that come again.
struct Ledger: Sendable {
    /// Limiters at once, at most; over it those used longest ago begin anew.
    private static let mostLimiters = 10_000

    private var accounts = AccountTable()
    private(set) var running = RunningJobs()
    private var limiters = RecentTable<LimiterKey, RateLimiter>(capacity: mostLimiters)
    var repeats = IdempotencyTable()
    /// How many jobs there were.
    private var jobs = 0
    /// The base that the last job was created by: nearly all have the same, and share one text.
    private var base = ""

    /// Takes the accounts of a scenario. All limiters begin anew.
    mutating func load(_ plans: [Scenario.AccountPlan], at now: Moment) {
        limiters.removeAll()
        accounts.load(plans, at: now)
    }

    // MARK: Accounts

    /// The account of a key, which may come into being by it; nil when the key is nobody's.
    mutating func account(key: String, at now: Moment, takesUnlisted: Bool) -> Account? {
        accounts.account(key: key, at: now, takesUnlisted: takesUnlisted)
    }

    /// The account of a key as it stands, without counting as a use.
    func peek(key: String) -> Account? { accounts.peek(key: key) }

    var accountsByName: [Account] { accounts.byName }

    func account(named name: String) -> Account? { accounts.account(named: name) }

    /// Changes an account by hand. Where its limits change, its requests are counted anew.
    mutating func change(account name: String, _ change: AccountChange) {
        accounts.change(named: name) { account in
            if let balance = change.balance { account.balance = balance }
            if let models = change.models { account.models = models }
            account.limits = change.changed(account.limits)
        }
        guard change.changesLimits else { return }
        limiters.removeAll { key in
            if case .pool(name, _, _) = key { true } else { false }
        }
    }

    // MARK: Limits

    /// The limiters of the accounts' pools, by account; in the order of providers and pools.
    var pools: [String: [(provider: Provider, pool: String, limiter: RateLimiter)]] {
        var pools: [String: [(provider: Provider, pool: String, limiter: RateLimiter)]] = [:]
        for (key, limiter) in limiters.entries {
            guard case .pool(let account, let provider, let pool) = key else { continue }
            pools[account, default: []].append((provider, pool, limiter))
        }
        return pools.mapValues { $0.sorted { ($0.provider.place, $0.pool) < ($1.provider.place, $1.pool) } }
    }

    /// Takes one from a limiter, which begins as `fresh`.
    mutating func take(_ key: LimiterKey, _ fresh: RateLimiter, at now: Moment) -> RateLimiter.Verdict {
        limiters.withValue(key, default: fresh) { $0.take(at: now) }
    }

    func peek(_ key: LimiterKey) -> RateLimiter? { limiters.peek(key) }

    // MARK: Jobs

    var nextJobNumber: Int { jobs + 1 }

    /// The number of the next job, and its base as jobs keep it.
    mutating func nextJob(base wanted: String) -> (base: String, number: Int) {
        jobs += 1
        if base != wanted { base = wanted }
        return (base, jobs)
    }

    /// A job runs until its entry's end.
    ///
    /// - Parameter price: what it costs now; nil where nothing is charged at its create.
    mutating func begin(_ entry: RunningJobs.Entry, price: Money?, on day: Int64) {
        if let price { accounts.change(key: entry.key) { $0.charge(price, onDay: day) } }
        running.add(entry)
    }

    /// Books what ended by then: charges on completion, and gives back what a failed job had cost.
    ///
    /// - Parameter tell: hears of each.
    mutating func bookEnded(by now: Moment, _ calendar: Calendar, tell: (RunningJobs.Entry) -> Void) {
        while let entry = running.nextEnded(by: now) {
            tell(entry)
            book(entry, on: calendar.timestamp(of: entry.end).dayNumber)
        }
    }

    /// Books what is booked at the end of a job that was taken out.
    mutating func book(_ entry: RunningJobs.Entry, on day: Int64) {
        accounts.change(name: entry.account, key: entry.key) { $0.charge(entry.charge, onDay: day) }
    }

    /// The job is known by another id from now on.
    mutating func rename(_ job: JobKey, to id: String, account: String, repeatKey: String?) {
        running.change(job) { $0.job = id }
        repeats.rename(job.id, to: id, account: account, provider: job.provider, repeatKey)
    }

    /// The job's end has moved; what is booked then with it, where that is told.
    mutating func move(_ job: JobKey, to end: Moment, charge: Money? = nil) {
        running.change(job) { entry in
            entry.end = end
            if let charge { entry.charge = charge }
        }
    }

    /// The job runs no more and nothing of it is booked at its end; nil when it has ended.
    mutating func takeOut(_ job: JobKey) -> RunningJobs.Entry? { running.remove(job) }

    /// Gives back what was paid for the job of an entry.
    mutating func refund(_ price: Money, _ entry: RunningJobs.Entry, on day: Int64) {
        accounts.change(name: entry.account, key: entry.key) { $0.charge(.zero - price, onDay: day) }
    }

    var accountsCensus: Sandbox.Census.Table {
        .init(
            name: "accounts", kept: accounts.unlistedCount, most: AccountTable.mostUnlisted,
            forgotten: accounts.evicted)
    }

    var limitersCensus: Sandbox.Census.Table {
        .init(name: "limiters", kept: limiters.count, most: Self.mostLimiters, forgotten: limiters.evicted)
    }

    var repeatsCensus: Sandbox.Census.Table {
        .init(name: "repeat_keys", kept: repeats.count, most: IdempotencyTable.mostKeys, forgotten: repeats.evicted)
    }
}

/// A limiter belongs to an account's pool at a provider, or to a rule and whatever its `per` names.
enum LimiterKey: Sendable, Hashable {
    case pool(account: String, provider: Provider, pool: String)
    case rule(String, subject: String)
}

extension Timestamp {
    /// Days since 1970-01-01.
    var dayNumber: Int64 { startOfDay.unixSeconds / 86_400 }
}
