import Catalog
import Core
import DialectKit
import Documents

/// How a model's pictures are sized: by `size`, or by `aspect_ratio` and `resolution`.
struct PictureRule: Sendable {
    struct Resolution: Sendable {
        /// `1k`
        var name: String
        /// Pixels along the side of a square.
        var edge: Int
    }

    /// As the wire has them, `auto` included; empty for models sized by ratio.
    let sizes: [String]
    private let listed: [String: PixelSize]
    /// Where a request names none. Not for models sized by ratio.
    private let standard: PixelSize?
    private let free: FreeSize?
    let ratios: [String]
    let resolutions: [Resolution]

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        sizes = try entry.strings("sizes")
        free = try entry.optional("size_rule") { entry throws(CatalogFailure) in try FreeSize(entry.entry("size_rule"))
        }
        ratios = try entry.stringsOrNone("aspect_ratios")
        resolutions = try entry.resolutions()
        let auto = try entry.optional("auto_size") { entry throws(CatalogFailure) in
            try entry.size(entry.string("auto_size"))
        }
        var listed: [String: PixelSize] = [:]
        for text in sizes { listed[text] = text == "auto" ? auto : try entry.size(text) }
        self.listed = listed
        standard = try entry.optional("default_size") { entry throws(CatalogFailure) in
            try entry.string("default_size")
        }.flatMap { listed[$0] }
        let makesNone = try entry.string("delivery") == Model.Delivery.none.rawValue
        guard makesNone || standard != nil || !(ratios.isEmpty || resolutions.isEmpty) else {
            throw entry.failure("a model has sizes with a default, or ratios and resolutions", at: "sizes")
        }
    }

    var isByRatio: Bool { standard == nil }

    /// The pixels of a `size`; nil when it is not offered, and the default for no size at all.
    func pixels(_ size: String?) -> PixelSize? {
        guard let size else { return standard }
        return listed[size] ?? free?.pixels(size)
    }

    /// The ratio that is nearest to that of a size, by its factor; the earlier one where two are as near [chosen].
    func ratio(nearest size: PixelSize) -> String? {
        let wanted = Double(size.width) / Double(size.height)
        return ratios.min { one, other in distance(one, wanted) < distance(other, wanted) }
    }

    /// The resolution whose square is nearest to a size in area [chosen].
    func resolution(nearest size: PixelSize) -> String? {
        let edge = (Double(size.width) * Double(size.height)).squareRoot()
        return resolutions.min { factor(Double($0.edge), edge) < factor(Double($1.edge), edge) }?.name
    }

    private func distance(_ name: String, _ wanted: Double) -> Double {
        AspectRatio(parsing: name).map { factor($0.width / $0.height, wanted) } ?? .infinity
    }

    /// How many times larger the larger one is.
    private func factor(_ one: Double, _ other: Double) -> Double { max(one / other, other / one) }

    /// What `size` may say, for people.
    var offer: String {
        sizes.joined(separator: ", ") + (free.map { ", or " + $0.offer } ?? "")
    }
}

extension CatalogEntry {
    fileprivate func size(_ text: String) throws(CatalogFailure) -> PixelSize {
        guard let size = PixelSize(plain: text) else { throw failure("\(text) is no size", at: "sizes") }
        return size
    }

    /// `2k` is 2 × 1024 pixels (lemondata.md §3.1 [chosen]).
    fileprivate func resolutions() throws(CatalogFailure) -> [PictureRule.Resolution] {
        var resolutions: [PictureRule.Resolution] = []
        for name in try stringsOrNone("resolutions") {
            guard name.hasSuffix("k"), let count = plainInteger(name.dropLast()), (1...16).contains(count) else {
                throw failure("\(name) is no resolution", at: "resolutions")
            }
            resolutions.append(PictureRule.Resolution(name: name, edge: count * 1024))
        }
        return resolutions
    }
}
