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

    /// Two plain positive numbers up to 1,000 with a colon between them, such as `16:9` or `9:19.5`; nil for anything else.
    public init?(parsing text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, let width = Self.side(parts[0]), let height = Self.side(parts[1]) else { return nil }
        self.init(width: width, height: height)
    }

    private static func side(_ text: Substring.UTF8View) -> Double? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = text.first, digits.contains(first), text.count <= 8,
            text.allSatisfy({ digits.contains($0) || $0 == UInt8(ascii: ".") }),
            let side = Double(Substring(text)), side >= 0.001, side <= 1000
        else { return nil }
        return side
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
        return ratio.width >= ratio.height ? PixelSize(width: long, height: short) : PixelSize(width: short, height: long)
    }

    /// A still of about `edge` × `edge` pixels in that ratio, each side a multiple of 16.
    /// Source: openrouter-images.md §3.1.2 step 4 [chosen].
    public static func still(edge: Int, ratio: AspectRatio) -> PixelSize {
        let edge = Double(min(max(edge, 16), longestEdge))
        return PixelSize(
            width: multipleOf16(edge * (ratio.width / ratio.height).squareRoot()),
            height: multipleOf16(edge * (ratio.height / ratio.width).squareRoot())
        )
    }

    /// No provider makes larger pictures, and arithmetic stays far from overflow.
    private static let longestEdge = 16_384

    private static func multipleOf16(_ length: Double) -> Int {
        max(16, Int((length / 16 + 0.5).rounded(.down)) * 16)
    }
}
