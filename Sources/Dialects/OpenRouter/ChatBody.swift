import Core
import DialectKit
import Documents

extension ImageBody {
    /// What a chat completion asks for, as far as it is about pictures: one of them, by what its last user says and all
    /// pictures that were shown. Source: openrouter.md §9. Other fields of a chat are ignored [chosen].
    init(chat root: Node) throws(Rejection) {
        guard let members = root.object else { throw Rejection(Refusal(.invalidSyntax), at: .syntax) }
        let fields = Fields(members)
        model = try fields.required("model")
        let messages = try ChatMessages(fields)
        prompt = messages.prompt
        references = messages.references
        try fields.checkModalities()
        let config = Fields(try fields.object("image_config") ?? [:], prefix: "image_config.")
        ratio = try config.word("aspect_ratio", of: Ratio.known).flatMap { Ratio($0) }
        resolution = try config.word("image_size", of: Tier.allCases.map(\.rawValue)).flatMap { Tier(rawValue: $0) }
        preferences = try ProviderPreferences(fields.object("provider") ?? [:])
        seed = try fields.number("seed")?.seed
        streams = try fields.flag("stream") ?? false
        (wantsTransparency, images, format, quality, size) = (false, 1, nil, "auto", nil)
    }
}

/// What is said in a chat.
private struct ChatMessages {
    private(set) var prompt = ""
    private(set) var references: [ReferenceImage] = []

    init(_ fields: Fields) throws(Rejection) {
        let messages = try fields.list("messages")
        guard !messages.isEmpty else {
            throw Rejection("messages: required, but missing or empty", param: "messages", kind: .invalidPrompt)
        }
        for (index, node) in messages.enumerated() { try read(node, at: "messages[\(index)]") }
        guard !prompt.isEmpty else {
            throw Rejection("messages: expected text of a user", param: "messages", kind: .invalidPrompt)
        }
        guard references.count <= Bound.references else {
            throw Rejection(
                "messages: expected at most \(Bound.references) images, got \(references.count)", param: "messages")
        }
    }

    private mutating func read(_ node: Node, at place: String) throws(Rejection) {
        guard let members = node.object else {
            throw Rejection("\(place): expected an object, got \(node.kindName)", param: place, kind: .invalidPrompt)
        }
        let message = Fields(members, prefix: place + ".")
        let role = try message.required("role")
        try readPictures(message, at: place)
        guard let content = message.raw("content") else { return }
        let text: String
        if let whole = content.string {
            text = whole
        } else {
            text = try parts(content, at: "\(place).content")
        }
        if role == "user", !text.isEmpty { prompt = text }
    }

    /// Those of an earlier answer stand beside its text (openrouter.md §9).
    private mutating func readPictures(_ message: Fields, at place: String) throws(Rejection) {
        for (index, part) in (message.raw("images")?.array ?? []).enumerated()
        where part["type"]?.string == "image_url" {
            references.append(try ReferenceImage(part, at: "\(place).images[\(index)]"))
        }
    }

    /// The texts of the parts, each on a line of its own; what is neither text nor picture is passed over [chosen].
    private mutating func parts(_ content: Node, at place: String) throws(Rejection) -> String {
        guard let parts = content.array else {
            throw Rejection(
                "\(place): expected a string or an array, got \(content.kindName)", param: place, kind: .invalidPrompt)
        }
        var texts: [String] = []
        for (index, part) in parts.enumerated() {
            switch part["type"]?.string {
            case "text": if let text = part["text"]?.string { texts.append(text) }
            case "image_url": references.append(try ReferenceImage(part, at: "\(place)[\(index)]"))
            default: break
            }
        }
        return texts.joined(separator: "\n")
    }
}

extension Fields {
    /// A chat that wants no picture is no business of an emulator of pictures [chosen].
    fileprivate func checkModalities() throws(Rejection) {
        guard raw("modalities") != nil, try !strings("modalities").contains("image") else { return }
        throw Rejection(
            "modalities: only pictures are made here, so `image` must be among them", param: "modalities")
    }
}
