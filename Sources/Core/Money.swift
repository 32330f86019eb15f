import Documents

/// US dollars, exact to the sixth decimal place, which is where every provider rounds.
public struct Money: Sendable, Hashable, Comparable {
    public var microdollars: Int64

    public init(microdollars: Int64) {
        self.microdollars = microdollars
    }

    /// Rounds half away from zero to the sixth place; amounts past nine trillion dollars are cut to that.
    public init(_ dollars: Decimal) {
        microdollars = dollars.rounded(places: 6)
    }

    public static let zero = Money(microdollars: 0)

    public static func < (left: Money, right: Money) -> Bool { left.microdollars < right.microdollars }
    public static func + (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.microdollars.addingReportingOverflow(right.microdollars)
        return Money(microdollars: overflow ? (right.microdollars < 0 ? .min : .max) : sum)
    }
    public static func - (left: Money, right: Money) -> Money { left + Money(microdollars: 0 &- right.microdollars) }
    public static func += (left: inout Money, right: Money) { left = left + right }
    public static func -= (left: inout Money, right: Money) { left = left - right }

    public var decimal: Decimal { Decimal(coefficient: Int128(microdollars), exponent: -6) }

    /// Dollars without trailing zeros: `0.08`, `3.2`, `0`.
    public var text: String { decimal.text }

    /// Dollars with at least two places: `12.34`, `100.00`.
    public var textWithCents: String { decimal.text(atLeastPlaces: 2) }

    public var node: Node { Node(.number(Number(text: text))) }
}
