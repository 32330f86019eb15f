import Time

/// Who a key belongs to: a balance, limits, and what was spent.
public struct Account: Sendable {
    public var name: String
    /// nil: unlimited.
    public var balance: Money?
    /// Globs of models it may use, as written in the scenario; nil: all.
    public var models: [String]?
    public var limits: Limits
    public var created: Moment
    /// Spending by UTC calendar day, the day as days since 1970. Bounded by `Account.longestHistory`.
    public private(set) var spending: [Int64: Money]

    /// Days of spending that are kept: more than the 180 that getimg reports (getimg.md §3.7 [sdk]).
    public static let longestHistory = 400

    public init(
        name: String, balance: Money? = nil, models: [String]? = nil, limits: Limits = Limits(), created: Moment
    ) {
        self.name = name
        self.balance = balance
        self.models = models
        self.limits = limits
        self.created = created
        spending = [:]
    }

    /// All of it, as far as days are kept.
    public var spent: Money { spending.values.reduce(.zero) { $0 + $1 } }

    /// Takes an amount off the balance, or gives it back when it is negative, and books it on a day.
    public mutating func charge(_ amount: Money, onDay day: Int64) {
        guard amount != .zero else { return }
        if let balance { self.balance = balance - amount }
        spending[day, default: .zero] += amount
        if spending.count > Account.longestHistory, let oldest = spending.keys.min() {
            spending[oldest] = nil
        }
    }
}
