import Core

/// A size class of pictures. Source: openrouter.md §3.1.2.
enum Tier: String, CaseIterable, Sendable {
    case half = "512"
    case threeQuarters = "768"
    case one = "1K"
    case oneAndAHalf = "1.5K"
    case two = "2K"
    case four = "4K"

    /// The side of a square one, in pixels.
    var edge: Int {
        switch self {
        case .half: 512
        case .threeQuarters: 768
        case .one: 1024
        case .oneAndAHalf: 1536
        case .two: 2048
        case .four: 4096
        }
    }

    /// In any letter case, as `size` takes it.
    init?(anyCase text: String) {
        self.init(rawValue: text.uppercased())
    }

    /// The class that a picture of that many pixels is nearest to, compared by factors.
    static func nearest(to size: PixelSize, among tiers: [Tier] = allCases) -> Tier? {
        let area = Double(size.width * size.height)
        return tiers.min { distance($0, area) < distance($1, area) }
    }

    func nearest(among tiers: [Tier]) -> Tier? {
        Tier.nearest(to: PixelSize(width: edge, height: edge), among: tiers)
    }

    /// Grows with the distance of the logarithms, which nobody needs to take.
    private static func distance(_ tier: Tier, _ area: Double) -> Double {
        let own = Double(tier.edge * tier.edge)
        return max(own / area, area / own)
    }
}
