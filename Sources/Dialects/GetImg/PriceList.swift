import Catalog
import DialectKit
import Documents

/// What one unit of a model's work costs. Source: getimg.md §3.4, §7.
struct PriceList: Sendable {
    enum Sound: String, Sendable {
        case on = "sound_on"
        case off = "sound_off"
        case notApplicable = "not_applicable"
    }

    struct Rate: Sendable {
        var unit: String
        /// As it goes out: a decimal string.
        var text: String
        var price: Decimal
        /// nil: any.
        var resolution: String?
        var sound: Sound
    }

    /// In ascending order of price, as the provider lists them [sdk].
    let rates: [Rate]
    /// For a model without active rates, which does not mean free [sdk].
    private let fallback: Decimal?

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        var rates: [Rate] = []
        for rate in try entry.entries("rates") { rates.append(try Rate(rate)) }
        self.rates = rates
        fallback = entry.members["fallback_unit_price"] == nil ? nil : try entry.decimal("fallback_unit_price")
        guard zip(rates, rates.dropFirst()).allSatisfy({ $0.price <= $1.price }) else {
            throw entry.failure("rates must ascend", at: "rates")
        }
    }

    /// The rate that names resolution and sound, else the one that leaves them open; exact goes before open [chosen].
    func price(_ resolution: String, sound: Sound) -> Decimal? {
        let candidates: [(String?, Sound)] = [
            (resolution, sound), (resolution, .notApplicable), (nil, sound), (nil, .notApplicable),
        ]
        for (resolution, sound) in candidates {
            if let rate = rates.first(where: { $0.resolution == resolution && $0.sound == sound }) { return rate.price }
        }
        return fallback
    }
}

extension PriceList.Rate {
    fileprivate init(_ entry: CatalogEntry) throws(CatalogFailure) {
        unit = try entry.string("billable_unit")
        text = try entry.string("unit_price")
        price = try entry.decimal("unit_price")
        resolution = entry.members["resolution"]?.string
        let sound = try entry.string("sound")
        guard let known = PriceList.Sound(rawValue: sound) else {
            throw entry.failure("\(sound) is not understood", at: "sound")
        }
        self.sound = known
    }
}
