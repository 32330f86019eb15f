import Catalog
import Core
import DialectKit
import Documents

/// What of a request's fields a model listens to; the others it ignores [docs]. Source: openrouter.md §3.1, §3.2.
struct Abilities: Sendable {
    let ratios: [Ratio]
    /// The first is the standard one.
    let tiers: [Tier]
    let mostImages: Int
    /// nil: it takes no notice of references.
    let mostReferences: Int?
    let qualities: [String]
    let hasTransparency: Bool
    let hasFormats: Bool
    let hasSeed: Bool

    init(_ parameters: CatalogEntry) throws(CatalogFailure) {
        var ratios: [Ratio] = []
        for text in try parameters.values("aspect_ratio") {
            guard let ratio = Ratio(text) else { throw parameters.failure("\(text) is no ratio", at: "aspect_ratio") }
            ratios.append(ratio)
        }
        self.ratios = ratios
        var tiers: [Tier] = []
        for text in try parameters.values("resolution") {
            guard let tier = Tier(rawValue: text) else {
                throw parameters.failure("\(text) is no resolution", at: "resolution")
            }
            tiers.append(tier)
        }
        self.tiers = tiers
        mostImages = try parameters.most("n") ?? 1
        mostReferences = try parameters.most("input_references")
        qualities = try parameters.values("quality")
        hasTransparency = try parameters.values("background").contains("transparent")
        hasFormats = parameters.members["output_format"] != nil
        hasSeed = parameters.members["seed"] != nil
    }

    /// Where a request names none: the first listed, else 1K [chosen].
    var standardTier: Tier { tiers.first ?? .one }
}

extension CatalogEntry {
    /// The values of an `enum`; none where the parameter is not supported.
    fileprivate func values(_ key: String) throws(CatalogFailure) -> [String] {
        members[key] == nil ? [] : try entry(key).strings("values")
    }

    /// The end of a `range`.
    fileprivate func most(_ key: String) throws(CatalogFailure) -> Int? {
        members[key] == nil ? nil : try entry(key).integer("max")
    }
}
