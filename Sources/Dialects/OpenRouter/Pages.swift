import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension OpenRouterDialect {
    /// Every model, with all eight fields. Source: openrouter.md §3.2.
    func modelsPage(in context: Context) -> Response {
        var writer = JSONWriter(reserving: 16_384)
        writer.beginObject()
        writer.name("data")
        writer.beginArray()
        for model in models.all { write(model, in: context, to: &writer) }
        writer.endArray()
        writer.endObject()
        return page(writer.finish())
    }

    private func write(_ model: Model, in context: Context, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", model.id)
        writer.member("name", model.name)
        writer.member("description", model.description)
        writer.member("created", model.created)
        writer.name("architecture")
        writer.beginObject()
        writer.member("input_modalities", Node(strings: model.inputs))
        writer.member("output_modalities", Node(strings: model.outputs))
        writer.endObject()
        writer.member("supported_parameters", Node(.object(model.parameters)))
        writer.member("supports_streaming", model.isStreaming)
        writer.member("endpoints", "\(prefix(of: context.base))/api/v1/images/models/\(model.id)/endpoints")
        writer.endObject()
    }

    /// The path that a base stands for: a root-relative address begins with it.
    func prefix(of base: String) -> Substring {
        let slashes = base.utf8.indices.filter { base.utf8[$0] == UInt8(ascii: "/") }
        return slashes.count > 2 ? base[slashes[2]...] : ""
    }

    /// Source: openrouter.md §3.3.
    func endpointsPage(_ id: String, in context: Context) -> Response {
        guard let model = models[id] else { return envelope(Refusal(.notFound), in: context) }
        var writer = JSONWriter(reserving: 2048)
        writer.beginObject()
        writer.member("id", id)
        writer.name("endpoints")
        writer.beginArray()
        for endpoint in model.endpoints { write(endpoint, of: model, to: &writer) }
        writer.endArray()
        writer.endObject()
        return page(writer.finish())
    }

    private func write(_ endpoint: Endpoint, of model: Model, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("provider_name", endpoint.name)
        writer.member("provider_slug", endpoint.slug)
        writer.member("provider_tag", endpoint.tag)
        writer.member("supported_parameters", Node(.object(model.parameters)))
        writer.member("allowed_passthrough_parameters", Node(strings: endpoint.passthrough))
        writer.member("supports_streaming", model.isStreaming)
        writer.name("pricing")
        writer.beginArray()
        for line in endpoint.prices.lines {
            writer.beginObject()
            writer.member("billable", line.billable.rawValue)
            writer.member("unit", line.unit.rawValue)
            writer.member("cost_usd", line.cost)
            if let variant = line.variant { writer.member("variant", variant) }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    func page(_ body: [UInt8]) -> Response {
        Response(status: 200, headers: ["Content-Type": "application/json"], body: body)
    }
}

extension Node {
    init(strings: [String]) {
        self.init(.array(strings.map { Node(.string($0)) }))
    }
}
