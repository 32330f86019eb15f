import Core
import DialectKit
import Documents
import HTTPMessages
import Time

/// The two lists that the successor's clients read without a key (lemondata.md §3.8 [docs-successor]).
enum DiscoveryPage: String {
    case models = "models.json"
    case pricing = "pricing.json"
}

extension LemonDataDialect {
    func discoveryPage(_ page: DiscoveryPage, in context: Context) -> Response {
        var writer = JSONWriter(reserving: 4096)
        writer.beginObject()
        switch page {
        case .models: writeCategories(in: context, to: &writer)
        case .pricing: writePrices(in: context, to: &writer)
        }
        writer.endObject()
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }

    /// Ids by kind, the kinds in the order in which the list of models has them.
    private func writeCategories(in context: Context, to writer: inout JSONWriter) {
        writer.member("updated_at", context.now.iso8601Milliseconds)
        writer.name("categories")
        writer.beginObject()
        var seen: Set<String> = []
        for category in models.all.map(\.category) where seen.insert(category).inserted {
            writer.name(dynamic: category)
            writer.beginObject()
            let ids = models.all.filter { $0.category == category }.map { Node(.string($0.id)) }
            writer.member("models", Node(.array(ids)))
            writer.endObject()
        }
        writer.endObject()
    }

    /// The successor's form of prices, whatever `/v1/pricing` has.
    private func writePrices(in context: Context, to writer: inout JSONWriter) {
        writer.member("object", "pricing")
        writer.member("updated_at", context.now.iso8601Milliseconds)
        writer.member("currency", "USD")
        writer.name("data")
        writer.beginArray()
        for model in models.all {
            writer.beginObject()
            writer.member("model", model.id)
            writer.member("provider", model.owner)
            writer.member("pricing_unit", model.pricingUnit)
            writer.name("platform")
            writer.beginObject()
            writer.member("input_per_1m", String?.none)
            writer.member("output_per_1m", String?.none)
            writer.member("per_request", model.price?.text)
            writer.endObject()
            writer.endObject()
        }
        writer.endArray()
    }
}
