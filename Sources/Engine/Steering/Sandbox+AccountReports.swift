import Basics
import Core
import Documents
import Scenario
import Time

/// An account, with how much of its limits is used.
public struct AccountReport: Sendable {
    public struct Rate: Sendable {
        public var provider: Provider
        public var pool: String
        public var limit: Int
        public var remaining: Int
        public var reset: Moment
    }

    public var account: Account
    /// Spent on the calendar's day.
    public var spentToday: Money
    /// How many of its jobs run, where any do.
    public var running: [(provider: Provider, count: Int)]
    /// Where its requests are counted.
    public var rates: [Rate]
}

/// What came of a wish to change an account.
public enum AccountChanged: Sendable {
    case changed(AccountReport)
    case unknown
    /// A burst without a rate says nothing.
    case burstNeedsRequests
}

extension Sandbox {
    public struct Accounts: Sendable {
        public var now: Moment
        /// By name.
        public var accounts: [AccountReport]
    }

    /// The accounts of the scenario; where it lists none, those that came into being by their keys.
    public var accounts: Accounts {
        let instant = real.now()
        return state.withLock { state in
            let now = state.schedule.now(real: instant)
            state.bookEnded(by: now)
            return Accounts(now: now, accounts: state.ledger.reports(at: now, on: state.schedule.dayNumber(of: now)))
        }
    }

    public func account(named name: String) -> AccountReport? {
        accounts.accounts.first { $0.account.name == name }
    }

    /// Changes an account now. Its requests are counted anew where its limits change; what was booked stays so.
    public func change(account name: String, _ change: AccountChange) -> AccountChanged {
        let changed = changed(name, change)
        if case .changed(let report) = changed {
            events.tell(
                .account,
                [
                    "what": "changed", "account": .text(report.account.name),
                    "balance": .text(report.account.balance?.text),
                ])
        }
        return changed
    }

    private func changed(_ name: String, _ change: AccountChange) -> AccountChanged {
        let instant = real.now()
        return state.withLock { state in
            let now = state.schedule.now(real: instant)
            state.bookEnded(by: now)
            guard let account = state.ledger.account(named: name) else { return .unknown }
            let limits = change.changed(account.limits)
            guard limits.burst == nil || limits.requests != nil else { return .burstNeedsRequests }
            state.ledger.change(account: name, change)
            return .changed(
                state.ledger.report(
                    state.ledger.account(named: name) ?? account, at: now, on: state.schedule.dayNumber(of: now)))
        }
    }
}

extension Ledger {
    fileprivate func reports(at now: Moment, on day: Int64) -> [AccountReport] {
        let pools = pools
        return accountsByName.map { report($0, pools[$0.name] ?? [], at: now, on: day) }
    }

    fileprivate func report(_ account: Account, at now: Moment, on day: Int64) -> AccountReport {
        report(account, pools[account.name] ?? [], at: now, on: day)
    }

    private func report(
        _ account: Account, _ pools: [(provider: Provider, pool: String, limiter: RateLimiter)], at now: Moment,
        on day: Int64
    ) -> AccountReport {
        AccountReport(
            account: account, spentToday: account.spending[day] ?? .zero,
            running: running.counts(account: account.name),
            rates: pools.map { pool in
                let status = pool.limiter.status(at: now)
                return AccountReport.Rate(
                    provider: pool.provider, pool: pool.pool, limit: status.limit, remaining: status.remaining,
                    reset: status.reset)
            })
    }
}
