/// A video as a description. The same description gives the same bytes on every machine and in every build.
public struct Movie: Sendable, Hashable {
    /// The sides that can be drawn, in pixels; chroma is sampled at every second one, so they are even.
    public static let sides = 2...4096
    public static let milliseconds = 1...600_000

    /// Pixels. A side outside `sides` is brought to the nearest one within, an odd one to the even one below.
    public let width: Int
    public let height: Int
    /// The duration asked for, brought within `Movie.milliseconds`.
    public let milliseconds: Int
    public let rate: FrameRate
    /// Decides colours, pattern and the way of the square.
    public let seed: UInt64
    public let caption: Caption
    /// Whether a track of sound belongs to it.
    public let hasSound: Bool

    public init(
        width: Int, height: Int, milliseconds: Int, rate: FrameRate, seed: UInt64, caption: Caption,
        hasSound: Bool = false
    ) {
        self.width = Self.nearestSide(width)
        self.height = Self.nearestSide(height)
        self.milliseconds = min(max(milliseconds, Self.milliseconds.lowerBound), Self.milliseconds.upperBound)
        self.rate = rate
        self.seed = seed
        self.caption = caption
        self.hasSound = hasSound
    }

    public init(
        width: Int, height: Int, seconds: Int, rate: FrameRate, seed: UInt64, caption: Caption, hasSound: Bool = false
    ) {
        let seconds = min(max(seconds, 0), Self.milliseconds.upperBound / 1000)
        self.init(
            width: width, height: height, milliseconds: seconds * 1000, rate: rate, seed: seed, caption: caption,
            hasSound: hasSound)
    }

    private static func nearestSide(_ side: Int) -> Int {
        min(max(side, sides.lowerBound), sides.upperBound) & ~1
    }

    /// A frame cannot be cut, so the duration is the multiple of a frame that is nearest to the one asked for.
    public var frameCount: Int { rate.frames(milliseconds: milliseconds) }

    /// In ticks of the timescale of `rate`.
    var duration: Int { frameCount * rate.frameDuration }

    /// What the first frame says, as a still.
    var picture: Picture { Picture(width: width, height: height, seed: seed, caption: caption) }
}
