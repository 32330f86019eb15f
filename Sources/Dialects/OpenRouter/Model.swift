import Catalog
import Core
import DialectKit
import Documents

/// A model as the catalog has it. Source: openrouter.md §3.2, and its catalog's own keys.
struct Model: Sendable {
    let id: String
    let name: String
    let description: String
    /// Unix seconds.
    let created: Int
    let inputs: [String]
    let outputs: [String]
    /// What it answers with at the chat route: text beside its pictures, pictures alone, or nothing, since it is not served there.
    let chatOutputs: [String]
    let isStreaming: Bool
    /// Streams the text of a vector file, and no pictures on the way.
    let streamsText: Bool
    /// As the model list shows them.
    let parameters: Members
    let formats: [Asset.Format]
    let endpoints: [Endpoint]
    let abilities: Abilities
    private let sizes: [String: PixelSize]
    private let tokens: TokenTable
    private let variants: Members

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        id = try entry.string("id")
        name = try entry.string("name")
        description = try entry.string("description")
        created = try entry.integer("created")
        let modality = try entry.entry("modality")
        inputs = try modality.strings("input")
        outputs = try modality.strings("output")
        chatOutputs = entry.members["chat_outputs"] == nil ? outputs : try entry.strings("chat_outputs")
        isStreaming = try entry.bool("supports_streaming")
        streamsText = entry.members["stream_kind"]?.string == "text"
        parameters = try entry.entry("supported_parameters").members
        formats = try entry.formats()
        abilities = try Abilities(entry.entry("supported_parameters"))
        var endpoints: [Endpoint] = []
        for (place, endpoint) in try entry.entries("endpoints").enumerated() {
            endpoints.append(try Endpoint(endpoint, place: place))
        }
        self.endpoints = endpoints
        sizes = try entry.sizes()
        tokens = try TokenTable(entry)
        variants = entry.members["price_variant_by_resolution"]?.object ?? [:]
        guard endpoints.isEmpty || !formats.isEmpty else {
            throw entry.failure("a model that is served needs a format", at: "output_formats")
        }
    }

    /// As the list of all models has it: a model that also speaks is listed as one that does.
    var platformOutputs: [String] { chatOutputs.isEmpty ? outputs : chatOutputs }

    /// What comes where the request names no format, or one that the model does not offer: the catalog has it first.
    var standardFormat: Asset.Format { formats.first ?? .png }

    /// The size that this model has for a ratio at its standard tier, where it is not the usual one.
    func ownSize(_ ratio: Ratio) -> PixelSize? { sizes[ratio.text] }

    /// How many tokens one picture counts as.
    func tokens(quality: String, tier: Tier) -> Int { tokens[quality] ?? tokens[tier.rawValue] ?? tokens.standard }

    /// How tiered prices call a resolution.
    func variant(of tier: Tier) -> String { variants[tier.rawValue]?.string ?? tier.rawValue.lowercased() }
}

/// Tokens of a picture: one number, or one for each resolution or quality.
private struct TokenTable: Sendable {
    let standard: Int
    private let named: Members

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        guard let members = entry.members["tokens_per_image"]?.object else {
            standard = try entry.integer("tokens_per_image")
            named = [:]
            return
        }
        let table = try entry.entry("tokens_per_image")
        for member in members { _ = try table.integer(member.key) }
        named = members
        standard = members.first?.value.number?.int ?? 0
    }

    subscript(name: String) -> Int? { named[name]?.number?.int }
}

extension CatalogEntry {
    /// The standard one first.
    fileprivate func formats() throws(CatalogFailure) -> [Asset.Format] {
        var formats: [Asset.Format] = []
        for text in try strings("output_formats") {
            guard let format = Asset.Format(rawValue: text), format.isPicture else {
                throw failure("\(text) is no format of a picture", at: "output_formats")
            }
            formats.append(format)
        }
        guard let text = members["default_output_format"]?.string else { return formats }
        guard let standard = formats.first(where: { $0.rawValue == text }) else {
            throw failure("\(text) is not among the formats", at: "default_output_format")
        }
        return [standard] + formats.filter { $0 != standard }
    }

    fileprivate func sizes() throws(CatalogFailure) -> [String: PixelSize] {
        var sizes: [String: PixelSize] = [:]
        for member in members["dimensions"]?.object ?? [:] {
            guard let size = member.value.string.flatMap({ PixelSize(written: $0) }) else {
                throw failure("expected WIDTHxHEIGHT for \(member.key)", at: "dimensions")
            }
            sizes[member.key] = size
        }
        return sizes
    }
}

extension Asset.Format {
    var isPicture: Bool {
        switch self {
        case .png, .jpeg, .webp, .svg: true
        case .mp4, .mp3, .wav, .text, .json: false
        }
    }
}
