import Core
import DialectKit

/// What `size` says: a tier, or pixels. Source: openrouter.md §3.1.2, steps 1 to 3.
enum WrittenSize: Equatable {
    case tier(Tier)
    case pixels(PixelSize)

    init(_ text: String) throws(Rejection) {
        if let tier = Tier(anyCase: text) {
            self = .tier(tier)
        } else if let size = PixelSize(written: text) {
            guard size.width <= Bound.side, size.height <= Bound.side else {
                throw Rejection("size: no side can be longer than \(Bound.side) pixels", param: "size")
            }
            self = .pixels(size)
        } else {
            throw Rejection(
                "Invalid size: expected a tier such as 2K or WIDTHxHEIGHT such as 2048x2048, got `\(text.shortened)`",
                param: "size")
        }
    }
}

extension PixelSize {
    /// `2048x2048`: two numbers of two to five digits, neither of which begins with a zero.
    init?(written text: String) {
        let sides = text.split(separator: "x", omittingEmptySubsequences: false)
        guard sides.count == 2, let width = Self.side(sides[0]), let height = Self.side(sides[1]) else { return nil }
        self.init(width: width, height: height)
    }

    private static func side(_ text: Substring) -> Int? {
        guard (2...5).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "0") else { return nil }
        return plainInteger(text)
    }
}
