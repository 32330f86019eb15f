extension Decimal {
    /// The number × 10^`places`, rounded half away from zero, cut to the range of `Int64`.
    public func rounded(places: Int) -> Int64 {
        // Past a thousand places every number has become either zero or too large.
        Int64(clamping: coefficient.shifted(byPowersOfTen: exponent + min(max(places, -1000), 1000)))
    }

    /// The number rounded half away from zero to that many places behind the point; a negative count rounds before it.
    public func rounded(toPlaces places: Int) -> Decimal {
        let wanted = -min(max(places, -Decimal.exponents.upperBound), -Decimal.exponents.lowerBound)
        if exponent >= wanted { return self }
        return Decimal(coefficient: coefficient.shifted(byPowersOfTen: exponent - wanted), exponent: wanted)
    }

    /// The number if it is an integer that fits: `5.0` and `1e2` are integers.
    public var int: Int? {
        if exponent == 0 { return Int(exactly: coefficient) }
        let shortest = normalised
        guard shortest.exponent >= 0 else { return nil }
        return shortest.coefficient.multiplied(byPowersOfTen: shortest.exponent).flatMap(Int.init(exactly:))
    }

    /// The nearest binary number; past the range of `Double` it is an infinity.
    public var double: Double {
        if exponent == 0, let small = Int32(exactly: coefficient) { return Double(small) }
        return Double("\(coefficient)e\(exponent)") ?? .nan
    }
}
