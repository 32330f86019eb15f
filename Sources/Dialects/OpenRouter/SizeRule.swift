import Core
import DialectKit

/// Which size a picture gets, and which tier that counts as. Source: openrouter.md §3.1.2.
struct SizeRule {
    let size: PixelSize
    let tier: Tier

    /// Throws the conflict, where fields contradict each other.
    init(_ body: ImageBody, _ abilities: Abilities, ownSize: (Ratio) -> PixelSize?) throws(Rejection) {
        if case .pixels(let pixels) = body.size {
            try Self.checkConflicts(pixels, body)
            size = pixels
            let nearest = Tier.nearest(to: pixels) ?? .one
            tier = nearest.nearest(among: abilities.tiers) ?? nearest
            return
        }
        let wanted = try Self.wantedTier(body)
        // A model that does not offer resolutions takes no notice of them.
        tier = wanted?.nearest(among: abilities.tiers) ?? abilities.standardTier
        let ratio = Self.ratio(body.ratio, abilities)
        let own = tier == abilities.standardTier ? ratio.flatMap(ownSize) : nil
        size = own ?? PixelSize.still(edge: tier.edge, ratio: ratio?.value ?? .square)
    }

    /// An offered ratio, the nearest one if need be; nil for a square.
    private static func ratio(_ wanted: Ratio?, _ abilities: Abilities) -> Ratio? {
        guard !abilities.ratios.isEmpty else { return Ratio("1:1") }
        return (wanted ?? Ratio(Ratio.auto))?.nearest(among: abilities.ratios)
    }

    private static func wantedTier(_ body: ImageBody) throws(Rejection) -> Tier? {
        guard case .tier(let tier) = body.size else { return body.resolution }
        if let resolution = body.resolution, resolution != tier {
            throw Rejection(
                conflict: "size \(tier.rawValue) and resolution \(resolution.rawValue) are different tiers")
        }
        return tier
    }

    private static func checkConflicts(_ pixels: PixelSize, _ body: ImageBody) throws(Rejection) {
        let written = "\(pixels.width)x\(pixels.height)"
        if let ratio = body.ratio, let value = ratio.value {
            // Without a division, so that the very edge is not lost in its rounding.
            let (one, other) = (Double(pixels.width) * value.height, Double(pixels.height) * value.width)
            guard abs(one - other) <= Bound.ratioTolerance * other else {
                throw Rejection(conflict: "size \(written) does not have the aspect_ratio \(ratio.text)")
            }
        }
        if let resolution = body.resolution, let nearest = Tier.nearest(to: pixels), nearest != resolution {
            throw Rejection(
                conflict: "size \(written) belongs to resolution \(nearest.rawValue), not \(resolution.rawValue)")
        }
    }
}

extension Rejection {
    fileprivate init(conflict message: String) {
        self.init("Conflicting parameters: \(message)", param: "size", at: .rules)
    }
}
