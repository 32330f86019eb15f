extension Decimal: Hashable, Comparable {
    public static func == (left: Decimal, right: Decimal) -> Bool {
        if left.exponent == right.exponent { return left.coefficient == right.coefficient }
        let (one, other) = (left.normalised, right.normalised)
        return one.coefficient == other.coefficient && one.exponent == other.exponent
    }

    public func hash(into hasher: inout Hasher) {
        let same = normalised
        hasher.combine(same.coefficient)
        hasher.combine(same.exponent)
    }

    public static func < (left: Decimal, right: Decimal) -> Bool {
        if left.exponent == right.exponent { return left.coefficient < right.coefficient }
        let (sign, otherSign) = (left.coefficient.signum(), right.coefficient.signum())
        if sign != otherSign { return sign < otherSign }
        return sign < 0 ? right.isSmallerInMagnitude(than: left) : left.isSmallerInMagnitude(than: right)
    }

    /// Compares two numbers that have the same sign. Where the wider form of one does not fit, that one is the larger.
    private func isSmallerInMagnitude(than other: Decimal) -> Bool {
        let difference = exponent - other.exponent
        if difference > 0 {
            guard let wider = coefficient.multiplied(byPowersOfTen: difference) else { return false }
            return wider.magnitude < other.coefficient.magnitude
        }
        guard let wider = other.coefficient.multiplied(byPowersOfTen: -difference) else { return true }
        return coefficient.magnitude < wider.magnitude
    }
}
