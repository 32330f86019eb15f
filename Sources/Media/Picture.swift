/// A still picture as a description. The same description gives the same bytes on every machine and in every build.
public struct Picture: Sendable, Hashable {
    /// The sides that can be drawn, in pixels.
    public static let sides = 1...16_384

    /// Pixels. A side outside `sides` is brought to the nearest one within.
    public let width: Int
    public let height: Int
    /// Decides colours and pattern.
    public let seed: UInt64
    public let caption: Caption
    /// A subject before a transparent background, with a real alpha channel; the caption stays opaque.
    public let alpha: Bool

    public init(width: Int, height: Int, seed: UInt64, caption: Caption, alpha: Bool = false) {
        self.width = Self.nearestSide(width)
        self.height = Self.nearestSide(height)
        self.seed = seed
        self.caption = caption
        self.alpha = alpha
    }

    private static func nearestSide(_ side: Int) -> Int {
        min(max(side, sides.lowerBound), sides.upperBound)
    }
}

/// What a picture says about the request behind it: all that a person needs to see when a test goes wrong.
public struct Caption: Sendable, Hashable {
    /// As in the path: `getimg`.
    public var provider: String
    public var model: String
    /// The box shows its beginning; the metadata of the file holds it whole.
    public var prompt: String
    /// Counts from 1 to `count`.
    public var index: Int
    /// How many files the job made.
    public var count: Int
    /// How many reference images the request came with; 0 is not mentioned.
    public var references: Int
    /// As asked for, such as `16:9`; nil where the request named none.
    public var aspectRatio: String?
    /// Counts the pictures on the way to the finished one from 1; nil for that one.
    public var preview: Int?

    public init(
        provider: String, model: String, prompt: String = "", index: Int = 1, count: Int = 1, references: Int = 0,
        aspectRatio: String? = nil, preview: Int? = nil
    ) {
        self.provider = provider
        self.model = model
        self.prompt = prompt
        self.index = index
        self.count = count
        self.references = references
        self.aspectRatio = aspectRatio
        self.preview = preview
    }
}
