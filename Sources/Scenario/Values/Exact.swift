/// Functions of real numbers from nothing but IEEE arithmetic, so that a draw is the same on every machine: libraries
/// of C differ in the last digits.
enum Exact {
    private static let ln2High = 0x1.62e42fee00000p-1
    private static let ln2Low = 0x1.a39ef35793c76p-33

    /// e^x, with a relative error below 1e-14 from -700 to 700; past those ends 0 and infinity.
    static func exp(_ x: Double) -> Double {
        guard x > -700 else { return 0 }
        guard x < 700 else { return .infinity }
        let power = (x / (ln2High + ln2Low)).rounded()
        let rest = (x - power * ln2High) - power * ln2Low
        // At most 0.35 is left, where the twentieth term of the series is below the last digit.
        var term = 1.0
        var sum = 1.0
        for index in 1...20 {
            term *= rest / Double(index)
            sum += term
        }
        return Double(sign: .plus, exponent: Int(power), significand: sum)
    }

    /// The natural logarithm of a positive normal number, with an error below 1e-14 of its size (near 1: below 1e-15).
    static func log(_ x: Double) -> Double {
        var exponent = Double(x.exponent)
        var significand = x.significand
        if significand > 1.4142135623730951 {
            significand /= 2
            exponent += 1
        }
        // ln m = 2 artanh((m - 1) / (m + 1)), where the fraction is at most 0.172.
        let fraction = (significand - 1) / (significand + 1)
        let square = fraction * fraction
        var power = fraction
        var sum = 0.0
        for index in stride(from: 1, through: 27, by: 2) {
            sum += power / Double(index)
            power *= square
        }
        return exponent * ln2High + (exponent * ln2Low + 2 * sum)
    }

    /// The normal number below which that share of all lies: Acklam's rational approximation, with a relative error
    /// below 1.2e-9. Shares nearer than 2^-53 to 0 or 1 count as that.
    static func normalQuantile(_ share: Double) -> Double {
        let share = min(max(share, 0x1p-53), 1 - 0x1p-53)
        if share < tail { return outer(share) }
        if share > 1 - tail { return -outer(1 - share) }
        let distance = share - 0.5
        let square = distance * distance
        return distance * polynomial(innerTop, square) / polynomial(innerBottom, square)
    }

    private static let tail = 0.02425

    private static func outer(_ share: Double) -> Double {
        let root = (-2 * log(share)).squareRoot()
        return polynomial(outerTop, root) / polynomial(outerBottom, root)
    }

    /// The highest power first.
    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    private static let innerTop = [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
        -3.066479806614716e+01, 2.506628277459239e+00,
    ]
    private static let innerBottom = [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01, 1,
    ]
    private static let outerTop = [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
        4.374664141464968e+00, 2.938163982698783e+00,
    ]
    private static let outerBottom = [
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1,
    ]
}
