/// Frames a second as a fraction, so that 29.97 is exact.
public struct FrameRate: Sendable, Hashable {
    /// Ticks a second: the timescale of the file.
    public let timescale: Int
    /// Ticks a frame.
    public let frameDuration: Int

    public static let fps24 = FrameRate(timescale: 24000, frameDuration: 1000)
    public static let fps25 = FrameRate(timescale: 25000, frameDuration: 1000)
    /// NTSC: 30000/1001, called 29.97.
    public static let fps2997 = FrameRate(timescale: 30000, frameDuration: 1001)
    public static let fps30 = FrameRate(timescale: 30000, frameDuration: 1000)
    public static let fps60 = FrameRate(timescale: 60000, frameDuration: 1000)

    private init(timescale: Int, frameDuration: Int) {
        self.timescale = timescale
        self.frameDuration = frameDuration
    }

    /// A rate of `numerator`/`denominator` frames a second, such as 24/1 or 30000/1001; nil outside 1…120 frames a second, or
    /// where the fraction does not fit the fields of a file.
    public init?(_ numerator: Int, _ denominator: Int = 1) {
        guard (1...1_000_000).contains(numerator), (1...1_000_000).contains(denominator),
            numerator >= denominator, numerator <= 120 * denominator
        else { return nil }
        // A timescale of a few thousand is what players expect: a whole number of frames a second is stretched.
        let stretch = denominator == 1 ? 1000 : 1
        self.init(timescale: numerator * stretch, frameDuration: denominator * stretch)
    }

    /// How many frames come nearest to a duration; at least one.
    func frames(milliseconds: Int) -> Int {
        let unit = 1000 * frameDuration
        return max(1, (milliseconds * timescale + unit / 2) / unit)
    }

    /// How many frames fit into a duration.
    func wholeFrames(milliseconds: Int) -> Int {
        milliseconds * timescale / (1000 * frameDuration)
    }
}
