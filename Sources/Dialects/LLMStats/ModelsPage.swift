import Core
import DialectKit
import Documents
import HTTPMessages

extension LLMStatsDialect {
    /// `GET /v1/models`: a bare array, open to everyone. The gateway's catalog lives on another host; its shape is kept
    /// (llm-stats.md §8 [client], its place here [chosen]). Prices there are for tokens, so media models have none.
    func modelsPage(in context: Context) -> Response {
        let extras = context.settings.flag(SettingName.testModels)
        var writer = JSONWriter(reserving: 2048)
        writer.beginArray()
        for model in models.all where extras || !model.isExtra {
            write(model, to: &writer)
        }
        writer.endArray()
        return Response(status: 200, headers: jsonHeaders(in: context), body: writer.finish())
    }

    private func write(_ model: Model, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", model.id)
        writer.member("display_name", model.name)
        writer.member("model_name", model.name)
        writer.member("organization_id", model.organizationID)
        writer.member("organization_name", model.organization)
        writer.member("provider_name", model.organization)
        for name: StaticString in ["context_length", "input_price", "output_price"] {
            writer.name(name)
            writer.null()
        }
        write(model.images > 0 ? ["text", "image"] : ["text"], as: "input_modalities", to: &writer)
        write([model.modality.rawValue], as: "output_modalities", to: &writer)
        write([model.organizationID], as: "routing_providers", to: &writer)
        write([], as: "fallback_providers", to: &writer)
        writer.member("is_fallback", false)
        for name: StaticString in ["quantization_type", "tier"] {
            writer.name(name)
            writer.null()
        }
        writer.endObject()
    }

    private func write(_ words: [String], as name: StaticString, to writer: inout JSONWriter) {
        writer.name(name)
        writer.beginArray()
        for word in words { writer.value(word) }
        writer.endArray()
    }
}

extension Model {
    /// `Black Forest Labs` as `black-forest-labs` [chosen].
    fileprivate var organizationID: String {
        organization.lowercased().replacing(" ", with: "-")
    }
}
