import Catalog
import DialectKit
import Documents

/// How well a model did lately, for `recommended_for` (lemondata.md §3.4 [docs]).
struct Recommendation: Sendable {
    let rank: Int
    /// A share of 1; nil where there are too few samples.
    let successRate: Decimal?
    let samples: Int
    let status: String

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        rank = try entry.integer("rank")
        successRate = try entry.optional("success_rate_24h") { entry throws(CatalogFailure) in
            try entry.decimal("success_rate_24h")
        }
        samples = try entry.integer("sample_count_24h")
        status = try entry.string("status")
    }

    /// Whether it stands before another: by the rate of the day, those without one last.
    func precedes(_ other: Recommendation) -> Bool {
        switch (successRate, other.successRate) {
        case (let own?, let its?): own > its
        case (.some, nil): true
        case (nil, _): false
        }
    }
}
