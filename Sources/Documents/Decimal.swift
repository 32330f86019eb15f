/// An exact decimal number: coefficient × 10^exponent. Money never goes through binary floating point.
///
/// Exponents reach from -400 to 400. Nothing traps: a result past the largest number becomes the largest number, one too
/// small for the last place is rounded there, half away from zero.
public struct Decimal: Sendable {
    /// The coefficient's halves: an object that holds an `Int128` has to be aligned to 16 bytes, which is slow to allocate.
    private var high: Int64
    private var low: UInt64
    public private(set) var exponent: Int

    public private(set) var coefficient: Int128 {
        get { Int128(high) << 64 | Int128(low) }
        set { (high, low) = (Int64(truncatingIfNeeded: newValue >> 64), UInt64(truncatingIfNeeded: newValue)) }
    }

    /// The exponents that a value may have, wide enough for whatever a `Double` can hold.
    static let exponents = -400...400

    /// The number `coefficient` × 10^`exponent`, brought into the range of exponents if it lies outside.
    public init(coefficient: Int128, exponent: Int = 0) {
        (high, low) = (0, 0)
        self.exponent = exponent
        self.coefficient = max(coefficient, -.max)
        if !Decimal.exponents.contains(exponent) { bringIntoRange() }
    }

    public init(_ integer: Int) {
        self.init(coefficient: Int128(integer))
    }

    public static let zero = Decimal(0)

    private mutating func bringIntoRange() {
        let wanted = exponent < 0 ? Decimal.exponents.lowerBound : Decimal.exponents.upperBound
        coefficient = coefficient.shifted(byPowersOfTen: exponent.subtractingClamped(wanted))
        exponent = coefficient == 0 ? 0 : wanted
    }

    /// The same number with no zero at the end of its coefficient.
    var normalised: Decimal {
        guard coefficient != 0 else { return .zero }
        var (shorter, places) = (coefficient, exponent)
        while places < Decimal.exponents.upperBound {
            let (quotient, remainder) = shorter.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            shorter = quotient
            places += 1
        }
        return Decimal(coefficient: shorter, exponent: places)
    }
}

extension Int {
    /// The difference, or the nearest `Int` to it.
    func subtractingClamped(_ other: Int) -> Int {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}
