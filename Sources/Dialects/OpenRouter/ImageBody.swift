import Core
import DialectKit
import Documents

/// The body of a generation, its fields checked in the order of the table of openrouter.md §3.1, as far as that goes
/// without knowing the model.
struct ImageBody {
    let model: String
    let prompt: String
    let ratio: Ratio?
    let wantsTransparency: Bool
    let references: [ReferenceImage]
    let images: Int
    let format: Asset.Format?
    let preferences: ProviderPreferences
    let quality: String
    let resolution: Tier?
    let seed: Int64?
    let size: WrittenSize?
    let streams: Bool

    init(_ root: Node) throws(Rejection) {
        guard let members = root.object else { throw Rejection(Refusal(.invalidSyntax), at: .syntax) }
        let fields = Fields(members)
        model = try fields.required("model")
        prompt = try fields.prompt()
        ratio = try fields.word("aspect_ratio", of: Ratio.known).flatMap { Ratio($0) }
        wantsTransparency = try fields.word("background", of: Words.backgrounds) == "transparent"
        references = try fields.references()
        images = try fields.integer("n", in: Bound.images) ?? 1
        _ = try fields.integer("output_compression", in: Bound.compression)
        format = try fields.word("output_format", of: Words.formats)
            .flatMap { Asset.Format(rawValue: $0) }
        preferences = try ProviderPreferences(fields.object("provider") ?? [:])
        quality = try fields.word("quality", of: Words.qualities) ?? "auto"
        resolution = try fields.word("resolution", of: Words.tiers)
            .flatMap { Tier(rawValue: $0) }
        seed = try fields.number("seed")?.seed
        try fields.checkSession()
        size = try fields.text("size").map { (text) throws(Rejection) in try WrittenSize(text) }
        streams = try fields.flag("stream") ?? false
        _ = try fields.object("trace")
        _ = try fields.text("user")
    }
}

/// What the fields of a few words may say; kept, since every request is compared with them.
private enum Words {
    static let backgrounds = ["auto", "transparent", "opaque"]
    static let formats = ["png", "jpeg", "webp", "svg"]
    static let qualities = ["auto", "low", "medium", "high", "xhigh", "max"]
    static let tiers = Tier.allCases.map(\.rawValue)
}

extension Fields {
    fileprivate func prompt() throws(Rejection) -> String {
        let prompt = try required("prompt")
        guard !prompt.isEmpty else {
            throw Rejection("prompt: expected at least one character", param: "prompt", kind: .invalidPrompt)
        }
        return prompt
    }

    fileprivate func references() throws(Rejection) -> [ReferenceImage] {
        let nodes = try list("input_references")
        guard nodes.count <= Bound.references else {
            throw Rejection(
                "input_references: expected at most \(Bound.references) items, got \(nodes.count)",
                param: "input_references")
        }
        var references: [ReferenceImage] = []
        for (index, node) in nodes.enumerated() {
            references.append(try ReferenceImage(node, at: "input_references[\(index)]"))
        }
        return references
    }

    fileprivate func checkSession() throws(Rejection) {
        guard let session = try text("session_id"), session.unicodeScalars.count > Bound.sessionID else { return }
        throw Rejection(
            "session_id: expected at most \(Bound.sessionID) characters", param: "session_id", kind: .tooLong)
    }
}

extension Number {
    /// Any integer is a seed; of one that is too long its last digits count [chosen].
    var seed: Int64 {
        if let int { return Int64(int) }
        return canonicalText.utf8.reduce(0) { $0 &* 31 &+ Int64($1) }
    }
}
