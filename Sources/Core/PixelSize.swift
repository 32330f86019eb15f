/// The width of a picture to its height, as in `16:9`.
public struct AspectRatio: Sendable, Equatable {
    public let width: Double
    public let height: Double

    public static let square = AspectRatio(width: 1, height: 1)
    public static let widescreen = AspectRatio(width: 16, height: 9)

    private init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// That of a picture with sides.
    public init(of size: PixelSize) {
        self.init(width: Double(size.width), height: Double(size.height))
    }

    /// Two plain positive numbers up to 1,000 with a colon between them, such as `16:9` or `9:19.5`; nil for anything else.
    public init?(parsing text: String) {
        let bytes = text.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let width = Self.side(bytes[..<colon]),
            let height = Self.side(bytes[colon...].dropFirst())
        else { return nil }
        self.init(width: width, height: height)
    }

    private static func side(_ text: Substring.UTF8View) -> Double? {
        guard let first = text.first, first != UInt8(ascii: "."), text.count <= 8 else { return nil }
        var (digits, scale, hasPoint) = (0, 1, false)
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
                if hasPoint { scale *= 10 }
            case UInt8(ascii: ".") where !hasPoint: hasPoint = true
            default: return nil
            }
        }
        let side = Double(digits) / Double(scale)
        return (0.001...1000).contains(side) ? side : nil
    }
}

/// Width and height of a picture.
public struct PixelSize: Sendable, Equatable {
    public var width: Int
    public var height: Int

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// The frame of an `Np` video: N is the short edge, the long one follows from the ratio and is even.
    /// Source: getimg.md §3.3 [chosen].
    public static func video(shortEdge: Int, ratio: AspectRatio) -> PixelSize {
        let short = min(max(shortEdge, 2), longestEdge)
        let stretch = max(ratio.width / ratio.height, ratio.height / ratio.width)
        let long = 2 * Int((Double(short) * stretch / 2 + 0.5).rounded(.down))
        return ratio.width >= ratio.height
            ? PixelSize(width: long, height: short) : PixelSize(width: short, height: long)
    }

    /// A still of about `edge` × `edge` pixels in that ratio, each side a multiple of 16.
    /// Source: openrouter.md §3.1.2 step 4 [chosen].
    public static func still(edge: Int, ratio: AspectRatio) -> PixelSize {
        let edge = Double(min(max(edge, 16), longestEdge))
        return PixelSize(
            width: multipleOf16(edge * (ratio.width / ratio.height).squareRoot()),
            height: multipleOf16(edge * (ratio.height / ratio.width).squareRoot())
        )
    }

    /// No provider makes larger pictures, and arithmetic stays far from overflow.
    private static let longestEdge = 16_384

    /// The frame of an `Np` video in the ratio of another picture. The long edge is no longer than can be drawn: beyond that both
    /// shrink.
    public static func video(shortEdge: Int, like source: PixelSize) -> PixelSize {
        let (most, least) = (Double(max(source.width, source.height)), Double(min(source.width, source.height)))
        let short = min(Double(max(shortEdge, 2)), longestFilmEdge * least / most)
        let even = { (length: Double) in max(2, 2 * Int((length / 2).rounded())) }
        let (long, narrow) = (even(short * most / least), even(short))
        return source.width >= source.height
            ? PixelSize(width: long, height: narrow) : PixelSize(width: narrow, height: long)
    }

    /// Each side that many times as long, as far as a picture can be drawn.
    func enlarged(by factor: Int) -> PixelSize {
        let longest = Double(max(width, height))
        let scale = min(Double(max(factor, 1)), Double(Self.longestEdge) / longest)
        let side = { (length: Int) in max(1, Int((Double(length) * scale).rounded())) }
        return PixelSize(width: side(width), height: side(height))
    }

    /// The longest edge that a film is drawn with (media.md §5).
    private static let longestFilmEdge = 4096.0

    private static func multipleOf16(_ length: Double) -> Int {
        min(longestEdge, max(16, Int((length / 16 + 0.5).rounded(.down)) * 16))
    }
}
