import Catalog
import Core
import DialectKit
import Documents

/// Any size within bounds (lemondata.md §3.1 [docs-successor]).
struct FreeSize: Sendable {
    private let step: Int
    private let longest: Int
    private let ratio: Decimal
    private let least: Int
    private let most: Int

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        step = max(1, try entry.integer("multiple_of"))
        longest = try entry.integer("longest_max")
        ratio = try entry.decimal("ratio_max")
        least = try entry.integer("pixels_min")
        most = try entry.integer("pixels_max")
    }

    func pixels(_ text: String) -> PixelSize? {
        guard let size = PixelSize(plain: text), max(size.width, size.height) <= longest,
            size.width % step == 0, size.height % step == 0, (least...most).contains(size.width * size.height),
            Decimal(max(size.width, size.height)) <= ratio * Decimal(min(size.width, size.height))
        else { return nil }
        return size
    }

    var offer: String {
        "WIDTHxHEIGHT in multiples of \(step), edges up to \(longest), ratio up to \(ratio.text):1, \(least) to \(most) pixels"
    }
}

extension PixelSize {
    /// `1024x768`: two numbers from 1 to 5 digits.
    init?(plain text: String) {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count <= 5 && $0.utf8.first != UInt8(ascii: "0") }),
            let width = plainInteger(parts[0]), let height = plainInteger(parts[1])
        else { return nil }
        self.init(width: width, height: height)
    }
}
