import Core

/// A ratio that a model lists, with the picture it stands for.
struct Shape: Sendable, Equatable {
    /// As listed: `16:9`.
    var text: String
    var ratio: AspectRatio
    /// Width by height.
    var value: Double
    /// Of a still; a video's frame follows from its resolution.
    var still: PixelSize

    /// Where a model lists no size of this shape [chosen].
    private static let edge = 1024
    /// How far, as a factor, a listed size may be from a ratio and still be its picture: 1344 × 768 for `16:9` [chosen].
    private static let tolerance = 1.05

    init?(_ text: String, among sizes: [PixelSize]) {
        guard let ratio = AspectRatio(parsing: text) else { return nil }
        let value = ratio.width / ratio.height
        let nearest = sizes.min { factor($0.ratio, value) < factor($1.ratio, value) }
        self.text = text
        self.ratio = ratio
        self.value = value
        still =
            if let nearest, factor(nearest.ratio, value) <= Self.tolerance { nearest } else {
                PixelSize.still(edge: Self.edge, ratio: ratio)
            }
    }
}

extension Model {
    /// The shape a request gets: the listed one of that name, else the nearest by the logarithm of width by height.
    /// Source: llm-stats.md §3.1.1 [chosen]: the page says that the value is capped to the model's set.
    func shape(_ wanted: WantedRatio?) -> Shape {
        guard let wanted else { return shapes[0] }
        if let listed = shapes.first(where: { $0.text == wanted.text }) { return listed }
        return shapes.min { factor($0.value, wanted.value) < factor($1.value, wanted.value) } ?? shapes[0]
    }
}

/// How many times larger the larger one is: grows with the distance of the logarithms.
private func factor(_ one: Double, _ other: Double) -> Double {
    max(one / other, other / one)
}

/// A ratio that a request names, well formed: digits, a colon, digits, neither side zero.
struct WantedRatio: Sendable, Equatable {
    var text: String
    var value: Double

    init?(_ text: String) {
        guard let (width, height) = positivePair(text, separator: UInt8(ascii: ":")) else { return nil }
        self.text = text
        value = Double(width) / Double(height)
    }
}

extension PixelSize {
    /// `1024x1024`.
    init?(plain text: String) {
        guard let (width, height) = positivePair(text, separator: UInt8(ascii: "x")) else { return nil }
        self.init(width: width, height: height)
    }

    var ratio: Double { Double(width) / Double(height) }
}

/// Two plain numbers with a separator between them, neither of them zero. In one pass, since it is on the way of every create.
private func positivePair(_ text: String, separator: UInt8) -> (Int, Int)? {
    var (first, number) = (0, 0)
    for byte in text.utf8 {
        if byte == separator, first == 0, number > 0 {
            (first, number) = (number, 0)
        } else if (0x30...0x39).contains(byte), number <= Bound.side {
            number = number * 10 + Int(byte - 0x30)
        } else {
            return nil
        }
    }
    return first > 0 && number > 0 ? (first, number) : nil
}
