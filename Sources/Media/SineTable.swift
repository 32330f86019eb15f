/// One turn of a sine, in integers alone: the same on every machine.
enum SineTable {
    private static let fractionBits = 30
    private static let one = 1 << fractionBits
    /// π/2 with 30 bits behind the point.
    private static let quarterTurn = 1_686_629_713

    /// `period` samples of `amplitude` at most; nothing for a period below 1.
    static func turn(period: Int, amplitude: Int) -> [Int16] {
        (0..<max(0, period)).map { sample in
            let scaled = (sine(sample, of: period) * amplitude + one / 2) >> fractionBits
            return Int16(clamping: scaled)
        }
    }

    /// The sine of `part` / `whole` of a turn, with 30 bits behind the point.
    private static func sine(_ part: Int, of whole: Int) -> Int {
        let (quadrant, rest) = (4 * part).quotientAndRemainder(dividingBy: whole)
        let angle = quarterTurn * (quadrant % 2 == 0 ? rest : whole - rest) / whole
        return quadrant < 2 ? firstQuadrant(angle) : -firstQuadrant(angle)
    }

    /// Taylor's series up to the ninth power, which up to π/2 is off by less than four parts in a million: an eighth of
    /// a step at full scale.
    private static func firstQuadrant(_ angle: Int) -> Int {
        let square = (angle * angle) >> fractionBits
        var sum = one
        for divisor in [8 * 9, 6 * 7, 4 * 5, 2 * 3] {
            sum = one - ((square * sum) >> fractionBits) / divisor
        }
        return (angle * sum) >> fractionBits
    }
}
