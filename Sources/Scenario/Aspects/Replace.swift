import Core
import Documents
import HTTPMessages

/// `replace:` parts of the good answer that are others.
public struct ReplaceDirective: Sendable, Equatable {
    public var status: Int?
    /// Instead of all headers but `Date`.
    public var headers: [HeaderField]?
    public var body: [UInt8]?
    /// Comes before the body.
    public var prefix: [UInt8] = []
    /// So many bytes of the good body are kept, with the length that is true then.
    public var truncated: Int?

    public init() {}
}

extension ReplaceDirective: AspectEffect {
    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.replace = self
    }

    func applyBody(_ response: inout Response) {
        if let status { response.status = status }
        if let body { response.body = .bytes(body) }
        guard truncated != nil || !prefix.isEmpty, case .bytes(let bytes) = response.body else { return }
        response.body = .bytes(prefix + bytes.prefix(truncated ?? .max))
    }

    /// What does the same to a body that is read piece by piece; nil where it leaves that alone.
    var filter: (any BodyFilter)? {
        truncated == nil && prefix.isEmpty ? nil : ReplacedParts(prefix: prefix, left: truncated)
    }

    func applyHeaders(_ response: inout Response) {
        guard let headers else { return }
        let date = response.headers["Date"]
        response.headers = [:]
        for field in headers { response.headers.append(field.name, field.value) }
        if let date, response.headers["Date"] == nil { response.headers.append("Date", date) }
    }

    fileprivate init(_ reading: Reading, _ builder: inout Builder) {
        status = reading[Keys.status]
        ServerHeader.check(reading.entry(Keys.headers), &builder)
        headers = reading[Keys.headers]
        body = reading[Keys.body].map(Self.text) ?? reading[Keys.bodyFile].map { builder.bytes(ofFile: $0) }
        prefix = Array((reading[Keys.prefix] ?? "").utf8)
        truncated = reading[Keys.truncated]
    }

    /// A text as it is, anything else as JSON (architecture.md §9.9).
    private static func text(of node: Node) -> [UInt8] {
        node.string.map { Array($0.utf8) } ?? node.json()
    }
}

/// `prefix` and `truncated` of a body that comes piece by piece.
private struct ReplacedParts: BodyFilter {
    /// What still comes before the body.
    var prefix: [UInt8]
    /// So many bytes of it are still kept; nil: all.
    var left: Int?

    mutating func add(_ bytes: [UInt8]) -> [UInt8] {
        let kept = left.map { Array(bytes.prefix($0)) } ?? bytes
        left = left.map { $0 - kept.count }
        return finish() + kept
    }

    mutating func finish() -> [UInt8] {
        defer { prefix = [] }
        return prefix
    }

    func length(of length: Int?) -> Int? {
        length.map { prefix.count + min($0, left ?? $0) }
    }
}

extension Aspect {
    static let replace = Aspect(
        "replace", .table(Keys.table), "replaces parts of the good answer", at: .answered
    ) { reading, builder, _ in ReplaceDirective(reading, &builder) }
}

private enum Keys {
    static let table = Table(
        "`replace`", [status, headers, body, bodyFile, prefix, truncated],
        demands: [
            .atLeastOne([status, headers, body, bodyFile, prefix, truncated]), .atMostOne([body, bodyFile, truncated]),
        ])

    static let status = Field("status", .status, "another status")
    static let headers = Field("headers", .headers, "all headers but `Date`")
    static let body = Field("body", .document, "a text as it is, anything else as JSON; the content type stays")
    static let bodyFile = Field("body_file", .bodyFile, "a file beside the scenario")
    static let prefix = Field("prefix", .text, "what comes before the body, such as white space")
    static let truncated = Field(
        "truncated", .size, "so many bytes of the good body are kept, with the length that is true then")
}
