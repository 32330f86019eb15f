extension Int128 {
    /// 10^0 to 10^38, all the powers of ten there are in this type.
    static let powersOfTen: [Int128] = (0..<38).reduce(into: [1]) { powers, index in powers.append(powers[index] * 10) }

    /// This number × 10^`power`: rounded half away from zero, or the largest number of its sign when there is no room.
    func shifted(byPowersOfTen power: Int) -> Int128 {
        if power == 0 || self == 0 { return self }
        return power > 0
            ? multiplied(byPowersOfTen: power) ?? (self < 0 ? -.max : .max) : divided(byPowersOfTen: power.magnitude)
    }

    /// Nil when there is no room for the product.
    func multiplied(byPowersOfTen power: Int) -> Int128? {
        if self == 0 { return 0 }
        guard power < Int128.powersOfTen.count else { return nil }
        let (product, overflow) = multipliedReportingOverflow(by: Int128.powersOfTen[power])
        return overflow ? nil : product
    }

    /// Half is rounded away from zero.
    func divided(byPowersOfTen power: UInt) -> Int128 {
        guard power < Int128.powersOfTen.count else { return 0 }
        let divisor = Int128.powersOfTen[Int(power)]
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        let rest = remainder.magnitude
        return rest >= divisor.magnitude - rest ? quotient + signum() : quotient
    }
}
