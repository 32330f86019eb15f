import Core
import Documents

/// What an added model may offer at most, so that every file of it can be made [chosen].
public enum OfferBounds {
    /// Pixels.
    private static let side = 16_384
    /// Seconds.
    public static let longest = 3600
    /// How much longer one side may be than the other.
    private static let stretch = 20.0

    /// `1024x1536`, `2K`, `720p`.
    public static func check(sizes: [Node], at path: [String]) throws(ModelProblem) {
        for text in sizes.compactMap(\.string) {
            let scale = text.last == "K" || text.last == "k" ? 1024 : 1
            let sides = text.split { !$0.isASCII || !$0.isNumber }.map { Int($0) ?? .max }
            guard sides.allSatisfy({ $0 <= side / scale }) else {
                throw ModelProblem("`\(text.prefix(60))` is too large: a side has at most \(side) pixels", at: path)
            }
        }
    }

    /// `16:9`. What is no ratio, such as `auto`, is left to the provider.
    public static func check(ratios: [Node], at path: [String]) throws(ModelProblem) {
        for text in ratios.compactMap(\.string) {
            guard let ratio = AspectRatio(parsing: text) else { continue }
            guard max(ratio.width / ratio.height, ratio.height / ratio.width) <= stretch else {
                throw ModelProblem("`\(text)` is too long: a side is at most \(Int(stretch)) times the other", at: path)
            }
        }
    }

    /// Seconds.
    public static func check(lengths: [Node], at path: [String]) throws(ModelProblem) {
        for length in lengths.compactMap({ $0.number?.decimal }) {
            guard length > .zero, length <= Decimal(longest) else {
                throw ModelProblem("a video has more than 0 and at most \(longest) seconds", at: path)
            }
        }
    }
}
