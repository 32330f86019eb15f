import Core
import DialectKit
import Synchronization
import Time

extension Sandbox {
    /// What the account has left, after everything that ended was booked.
    func balance(of visit: Visit, _ arrival: Arrival, page: String? = nil) -> Answer.Outcome {
        guard let account = settled(visit, arrival) else { return .refusal(Refusal(.unauthenticated)) }
        let unlimited = arrival.loaded.settings(visit.provider).money("unlimited_balance")
        let created = state.withLock { $0.clock.timestamp(of: account.created) }
        return .reply(
            .balance(
                AccountView(
                    name: account.name, balance: account.balance ?? unlimited, created: created, spent: account.spent,
                    isUnlimited: account.balance == nil, page: page)))
    }

    /// Spending by calendar day, days without any included.
    func costs(of visit: Visit, _ arrival: Arrival, from: Timestamp, to: Timestamp) -> Answer.Outcome {
        guard let account = settled(visit, arrival) else { return .refusal(Refusal(.unauthenticated)) }
        let last = max(from.dayNumber, min(to.dayNumber, from.dayNumber + Int64(Account.longestHistory)))
        let days = (from.dayNumber...last).map { day in
            CostsView.Day(
                date: Timestamp(unixSeconds: day * 86_400).calendarDate, cost: account.spending[day] ?? .zero)
        }
        return .reply(.costs(CostsView(from: from, to: to, days: days)))
    }

    private func settled(_ visit: Visit, _ arrival: Arrival) -> Account? {
        guard let key = visit.key else { return nil }
        return state.withLock { state in
            state.settle(at: arrival.moment)
            return state.accounts.peek(key: key)
        }
    }
}
