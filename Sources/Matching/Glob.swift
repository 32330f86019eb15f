/// A pattern in which `*` stands for any text, also none, and `?` for one Unicode scalar. Every other character stands
/// for itself, case counts, and the whole text must fit.
///
/// Needs at most as many steps as pattern and text are long multiplied: a star is tried again only while no later one
/// fits.
public struct Glob: Sendable, Equatable {
    public let pattern: String
    private let bytes: [UInt8]
    private let hasWildcard: Bool

    public init(_ pattern: String) {
        self.pattern = pattern
        bytes = Array(pattern.utf8)
        hasWildcard = bytes.contains { $0 == Self.star || $0 == Self.question }
    }

    /// The only text that fits, when there is no wildcard.
    public var literal: String? { hasWildcard ? nil : pattern }

    public func matches(_ text: String) -> Bool {
        let text = text.utf8.span
        var inText = 0
        var inPattern = 0
        var retry: (pattern: Int, text: Int)?
        while inText < text.count {
            if inPattern < bytes.count, bytes[inPattern] == Self.star {
                inPattern += 1
                if inPattern == bytes.count { return true }
                retry = (inPattern, inText)
            } else if inPattern < bytes.count, bytes[inPattern] == Self.question {
                inPattern += 1
                inText = Self.scalarEnd(inText, in: text)
            } else if inPattern < bytes.count, bytes[inPattern] == text[inText] {
                inPattern += 1
                inText += 1
            } else if let (afterStar, tried) = retry {
                inText = Self.scalarEnd(tried, in: text)
                retry = (afterStar, inText)
                inPattern = afterStar
            } else {
                return false
            }
        }
        return bytes[inPattern...].allSatisfy { $0 == Self.star }
    }

    private static let star = UInt8(ascii: "*")
    private static let question = UInt8(ascii: "?")

    /// Past the scalar that begins there.
    private static func scalarEnd(_ start: Int, in text: Span<UInt8>) -> Int {
        var end = start + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
