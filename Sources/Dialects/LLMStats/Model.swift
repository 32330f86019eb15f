import Catalog
import Core
import DialectKit
import Documents

/// One model of the catalog.
final class Model: Sendable {
    let id: String
    let name: String
    let organization: String
    let takesSize: Bool
    /// How many reference images it uses.
    let images: Int
    let mostMedia: Int
    /// In the catalog's order; the first is the default. Never empty.
    let shapes: [Shape]
    /// What a side of a picture may measure: from the shortest to the longest side that the model lists [chosen]. Meaningless
    /// where it takes no size.
    let sides: ClosedRange<Int>
    /// What a create asks for that says nothing of size or ratio: the same one for all of them. Empty for videos.
    let plainStill: [Asset]
    /// nil for images.
    let clips: Clips?
    let format: Asset.Format
    /// Dollars for one image or one second.
    let price: Decimal
    let typical: TypicalDuration
    /// Not the provider's: only there with the setting `test_models`.
    let isExtra: Bool

    var modality: Modality { clips == nil ? .image : .video }

    init(_ entry: CatalogEntry, isExtra: Bool) throws(CatalogFailure) {
        let accepts = try entry.entry("accepts")
        id = try entry.string("id")
        name = try entry.string("name")
        organization = try entry.string("organization")
        takesSize = try accepts.bool("size")
        images = try accepts.integer("images")
        mostMedia = try accepts.integer("n")
        clips = try entry.isVideo() ? Clips(entry) : nil
        let sizes = clips == nil ? try entry.sizes() : []
        let listed = sizes.flatMap { [$0.width, $0.height] }
        sides = (listed.min() ?? 0)...(listed.max() ?? 0)
        shapes = try entry.shapes(among: sizes)
        format = try entry.format()
        let plain = shapes[0].still
        plainStill = clips == nil ? [Asset(format: format, width: plain.width, height: plain.height)] : []
        price = try entry.entry("pricing").decimal("usd")
        typical = try entry.entry("typical_seconds").typical()
        self.isExtra = isExtra
    }
}

extension CatalogEntry {
    fileprivate func isVideo() throws(CatalogFailure) -> Bool {
        switch try string("modality") {
        case "image": false
        case "video": true
        case let other: throw failure("expected image or video, found \(other)", at: "modality")
        }
    }

    fileprivate func sizes() throws(CatalogFailure) -> [PixelSize] {
        var sizes: [PixelSize] = []
        for text in try strings("sizes") {
            guard let size = PixelSize(plain: text) else { throw failure("\(text) is no size", at: "sizes") }
            sizes.append(size)
        }
        return sizes
    }

    fileprivate func shapes(among sizes: [PixelSize]) throws(CatalogFailure) -> [Shape] {
        var shapes: [Shape] = []
        for text in try strings("aspect_ratios") {
            guard let shape = Shape(text, among: sizes) else {
                throw failure("\(text) is no ratio", at: "aspect_ratios")
            }
            shapes.append(shape)
        }
        guard !shapes.isEmpty else { throw failure("expected at least one ratio", at: "aspect_ratios") }
        return shapes
    }

    fileprivate func format() throws(CatalogFailure) -> Asset.Format {
        let output = try entry("output")
        let name = try output.string("format")
        guard let format = Asset.Format(rawValue: name) else {
            throw output.failure("\(name) is no format", at: "format")
        }
        return format
    }

    fileprivate func typical() throws(CatalogFailure) -> TypicalDuration {
        TypicalDuration(
            least: .seconds(try integer("min")), typical: .seconds(try integer("typical")),
            most: .seconds(try integer("max")))
    }
}
