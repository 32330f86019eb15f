/// How long a sound lasts: an exact fraction, so that 240 frames of 1001/30000 s are neither more nor less.
public struct Seconds: Sendable, Hashable {
    /// More than this does not fit the sizes of a WAV file, which have 32 bits.
    public static let longest = 6 * 3600

    /// In lowest terms, so that equal lengths are equal descriptions.
    public let numerator: Int
    public let denominator: Int

    /// A length outside 0 to `longest` is brought to the nearest within, and so is a denominator outside 1 to
    /// 1,000,000,000.
    public init(_ numerator: Int, over denominator: Int = 1) {
        let denominator = min(max(denominator, 1), 1_000_000_000)
        let numerator = min(max(numerator, 0), Self.longest * denominator)
        let common = Self.greatestCommonDivisor(numerator, denominator)
        self.numerator = numerator / common
        self.denominator = denominator / common
    }

    /// To the nearest nanosecond below.
    public init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let clamped = min(max(seconds, 0), Int64(Self.longest))
        let nanoseconds = seconds < 0 ? 0 : attoseconds / 1_000_000_000
        self.init(Int(clamped) * 1_000_000_000 + Int(nanoseconds), over: 1_000_000_000)
    }

    /// The nearest number of samples, a half counting as one; at least one, since an empty sound is no sound.
    func samples(at rate: Int) -> Int {
        max(1, (2 * numerator * rate + denominator) / (2 * denominator))
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        second == 0 ? max(1, first) : greatestCommonDivisor(second, first % second)
    }
}

extension Seconds: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) {
        self.init(value)
    }
}
