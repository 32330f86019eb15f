import Basics
import Core
import DialectKit
import Time

extension Sandbox {
    /// What the account has left, after everything that ended was booked.
    func balance(for context: RequestContext, page: String? = nil) -> Answer.Outcome {
        guard let account = settled(context) else { return .refusal(Refusal(.unauthenticated)) }
        let unlimited = context.loaded.settings(context.provider).money("unlimited_balance")
        let created = state.withLock { $0.schedule.timestamp(of: account.created) }
        return .reply(
            .balance(
                AccountView(
                    name: account.name, balance: account.balance ?? unlimited, created: created, spent: account.spent,
                    isUnlimited: account.balance == nil, page: page)))
    }

    /// Spending by calendar day, days without any included.
    func costs(for context: RequestContext, from: Timestamp, to: Timestamp) -> Answer.Outcome {
        guard let account = settled(context) else { return .refusal(Refusal(.unauthenticated)) }
        let last = max(from.dayNumber, min(to.dayNumber, from.dayNumber + Int64(Account.longestHistory)))
        let days = (from.dayNumber...last).map { day in
            CostsView.Day(
                date: Timestamp(unixSeconds: day * 86_400).calendarDate, cost: account.spending[day] ?? .zero)
        }
        return .reply(.costs(CostsView(from: from, to: to, days: days)))
    }

    private func settled(_ context: RequestContext) -> Account? {
        guard let key = context.key else { return nil }
        return state.withLock { state in
            state.bookEnded(by: context.moment)
            return state.ledger.peek(key: key)
        }
    }
}
