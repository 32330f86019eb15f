import Core
import DialectKit
import Documents
import HTTPMessages

/// How the list of all models can be narrowed. Source: openrouter.md §3.5; further parameters are ignored [chosen].
struct PlatformQuery {
    /// nil: all; the provider shows models that answer with text where nobody asks for another kind [sdk].
    private let outputs: [String]?
    private let inputs: [String]
    private let words: String

    init(_ query: String) {
        let values = queryValues(query, repeated: OpenRouterDialect.repeatedKey)
        func list(_ name: String) -> [String]? {
            values.first { $0.name == name }?.value.split(separator: ",").map { String($0.plainTrimmed) }
        }
        let outputs = list("output_modalities") ?? ["text"]
        self.outputs = outputs == ["all"] ? nil : outputs
        inputs = list("input_modalities") ?? []
        words = values.first { $0.name == "q" }?.value.lowercased() ?? ""
    }

    func shows(_ model: Model) -> Bool {
        (outputs.map { $0.contains { model.platformOutputs.contains($0) } } ?? true)
            && inputs.allSatisfy { model.inputs.contains($0) }
            && (words.isEmpty || model.id.lowercased().contains(words) || model.name.lowercased().contains(words))
    }
}

extension Substring {
    fileprivate var plainTrimmed: Substring {
        var rest = self
        while rest.first == " " { rest = rest.dropFirst() }
        while rest.last == " " { rest = rest.dropLast() }
        return rest
    }
}

extension OpenRouterDialect {
    /// The list that the official client's `models.list()` asks for, with all that its types demand. Source: openrouter.md §3.5.
    func platformModels(_ query: PlatformQuery, in context: Context) -> Response {
        let shown = models.all.filter(query.shows)
        var writer = JSONWriter(reserving: 16_384)
        writer.beginObject()
        writer.name("data")
        writer.beginArray()
        for model in shown { writer.value(platformModel(model, in: context)) }
        writer.endArray()
        writer.member("total_count", shown.count)
        writer.member("links", ["next": nil] as Node)
        writer.endObject()
        return page(writer.finish())
    }

    private func platformModel(_ model: Model, in context: Context) -> Node {
        let (inputs, outputs) = (model.inputs, model.platformOutputs)
        return [
            "id": Node(.string(model.id)), "canonical_slug": Node(.string(model.id)), "name": Node(.string(model.name)),
            "created": Node(.number(Number(model.created))), "description": Node(.string(model.description)),
            "context_length": nil,
            "architecture": [
                "modality": Node(.string("\(inputs.joined(separator: "+"))->\(outputs.joined(separator: "+"))")),
                "input_modalities": Node(strings: inputs), "output_modalities": Node(strings: outputs),
                "tokenizer": "Other", "instruct_type": nil,
            ],
            "pricing": pricing(model),
            "top_provider": ["context_length": nil, "max_completion_tokens": nil, "is_moderated": false],
            "per_request_limits": nil, "supported_parameters": model.abilities.hasSeed ? ["seed"] : [],
            "default_parameters": nil, "supported_voices": nil, "expiration_date": nil, "hugging_face_id": nil,
            "knowledge_cutoff": nil,
            "links": ["details": Node(.string("\(prefix(of: context.base))/api/v1/models/\(model.id)/endpoints"))],
        ]
    }

    /// Decimal texts of the endpoint that is tried first; what the list of images has by the megapixel has no name here [chosen].
    private func pricing(_ model: Model) -> Node {
        let lines = model.endpoints.first?.prices.lines.filter { $0.variant == nil } ?? []
        func price(_ billable: PriceList.Billable, _ unit: PriceList.Unit) -> Node? {
            lines.first { $0.billable == billable && $0.unit == unit }.map { Node(.string($0.cost.text)) }
        }
        let named: [(String, Node?)] = [
            ("prompt", price(.inputText, .token) ?? "0"), ("completion", "0"),
            ("image", price(.inputImage, .image)), ("image_output", price(.outputImage, .image)),
            ("image_token", price(.outputImage, .token)), ("request", price(.outputImage, .request)),
        ]
        return Node(
            .object(
                Members(named.compactMap { name, price in price.map { Members.Member(key: name, value: $0) } })))
    }
}
