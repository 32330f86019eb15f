import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension LemonDataDialect {
    func modelsPage(_ query: ModelQuery, in context: Context) -> Response {
        list(in: context) { writer in
            for model in query.models(of: models) {
                model.write(as: model.id, to: &writer, recommendedFor: query.recommendedFor, now: context.now)
            }
        }
    }

    func modelPage(_ id: String, in context: Context) -> Response {
        guard let model = models[id] else { return envelope(Refusal(.modelUnknown, subject: id), in: context) }
        var writer = JSONWriter(reserving: 512)
        model.write(as: id, to: &writer, recommendedFor: nil, now: context.now)
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }

    /// Of one model, or of all (lemondata.md §3.6).
    func pricingPage(_ page: Page, in context: Context) -> Response {
        list(in: context) { writer in
            if let id = page.model {
                models[id]?.writePrice(as: id, to: &writer)
            } else {
                for model in models.all { model.writePrice(as: model.id, to: &writer) }
            }
        }
    }

    private func list(in context: Context, _ items: (inout JSONWriter) -> Void) -> Response {
        var writer = JSONWriter(reserving: 4096)
        writer.beginObject()
        writer.member("object", "list")
        writer.name("data")
        writer.beginArray()
        items(&writer)
        writer.endArray()
        writer.endObject()
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }
}

extension Model {
    /// Source: lemondata.md §3.4.
    fileprivate func write(
        as id: String, to writer: inout JSONWriter, recommendedFor task: String?, now: Timestamp
    ) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("object", "model")
        writer.member("created", created)
        writer.member("owned_by", owner)
        writer.name("lemondata")
        writer.beginObject()
        writer.member("category", category)
        writer.member("pricing_unit", pricingUnit)
        if !operations.isEmpty {
            writer.member("supported_operations", Node(.array(operations.map { Node(.string($0)) })))
        }
        if let task, let recommendation { recommendation.write(to: &writer, for: task, now: now) }
        writer.endObject()
        writer.endObject()
    }

    /// Decimal texts, and null for what is not known [docs]. Prices of tokens are not published for models of images.
    fileprivate func writePrice(as id: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("model", id)
        writer.member("provider", owner)
        writer.name("pricing")
        writer.beginObject()
        writer.member("input_per_1m", String?.none)
        writer.member("output_per_1m", String?.none)
        writer.member("per_request", price?.text)
        writer.member("is_lock_price", price != nil)
        writer.member("currency", "USD")
        writer.endObject()
        writer.endObject()
    }
}

extension Recommendation {
    fileprivate func write(to writer: inout JSONWriter, for task: String, now: Timestamp) {
        writer.name("agent_preferences")
        writer.beginObject()
        writer.name(dynamic: task)
        writer.beginObject()
        writer.member("preferred_rank", rank)
        writer.member("success_rate_24h", successRate)
        writer.member("sample_count_24h", samples)
        writer.member("status", status)
        writer.member("updated_at", now.startOfHour.iso8601Milliseconds)
        writer.name("basis")
        writer.beginObject()
        writer.member("channel_id", String?.none)
        writer.member("physical_model", String?.none)
        writer.endObject()
        writer.endObject()
        writer.endObject()
    }
}

extension Timestamp {
    /// Counted anew each hour [chosen].
    fileprivate var startOfHour: Timestamp { Timestamp(unixSeconds: unixSeconds - unixSeconds % 3_600) }
}
