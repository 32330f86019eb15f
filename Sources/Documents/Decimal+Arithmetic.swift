extension Decimal {
    /// Exact while the result has no more than 38 digits; the last digits are rounded away otherwise.
    public static func + (left: Decimal, right: Decimal) -> Decimal {
        if left.coefficient == 0 { return right }
        if right.coefficient == 0 { return left }
        let (higher, lower) = left.exponent >= right.exponent ? (left, right) : (right, left)
        let widened = higher.widened(to: lower.exponent)
        let aligned = lower.coefficient.shifted(byPowersOfTen: lower.exponent - widened.exponent)
        let (sum, overflow) = widened.coefficient.addingReportingOverflow(aligned)
        if !overflow { return Decimal(coefficient: sum, exponent: widened.exponent) }
        let shorter = widened.coefficient.divided(byPowersOfTen: 1) + aligned.divided(byPowersOfTen: 1)
        return Decimal(coefficient: shorter, exponent: widened.exponent + 1)
    }

    public static func - (left: Decimal, right: Decimal) -> Decimal {
        left + -right
    }

    public static prefix func - (number: Decimal) -> Decimal {
        Decimal(coefficient: -number.coefficient, exponent: number.exponent)
    }

    /// Exact while the product has no more than 38 digits; otherwise the longer factor is rounded until there is room,
    /// which leaves at least 18 digits of it.
    public static func * (left: Decimal, right: Decimal) -> Decimal {
        let (product, overflow) = left.coefficient.multipliedReportingOverflow(by: right.coefficient)
        if !overflow { return Decimal(coefficient: product, exponent: left.exponent + right.exponent) }
        return roundedProduct(left.normalised, right.normalised)
    }

    private static func roundedProduct(_ left: Decimal, _ right: Decimal) -> Decimal {
        var (one, other, power) = (left.coefficient, right.coefficient, left.exponent + right.exponent)
        while true {
            let (product, overflow) = one.multipliedReportingOverflow(by: other)
            if !overflow { return Decimal(coefficient: product, exponent: power) }
            if one.magnitude >= other.magnitude {
                one = one.divided(byPowersOfTen: 1)
            } else {
                other = other.divided(byPowersOfTen: 1)
            }
            power += 1
        }
    }

    /// The same number with that lower exponent, or with the lowest one that leaves its coefficient room.
    private func widened(to wanted: Int) -> Decimal {
        var power = exponent - wanted
        while power > 0 {
            if let wider = coefficient.multiplied(byPowersOfTen: power) {
                return Decimal(coefficient: wider, exponent: exponent - power)
            }
            power = min(power, Int128.powersOfTen.count) - 1
        }
        return self
    }
}
