import Core
import Documents

/// `http_error:` an answer that the provider itself would not give. Complete: preset, envelope or body are already bytes here.
public struct HTTPErrorDirective: Sendable, Equatable {
    public var status: Int
    /// Content type included.
    public var headers: [HeaderField]
    public var body: [UInt8]
    public var retryAfter: RetryAfter
    /// The reason phrase; nil: the usual one.
    public var reason: String?

    public init(
        status: Int, headers: [HeaderField], body: [UInt8], retryAfter: RetryAfter, reason: String? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.retryAfter = retryAfter
        self.reason = reason
    }

    /// What a gateway says that has no more to say: the status, and no body.
    static func plain(_ status: Int) -> HTTPErrorDirective {
        HTTPErrorDirective(status: status, headers: [], body: [], retryAfter: .automatic(nil))
    }

    /// An answer that nobody will see.
    public static let nothing = HTTPErrorDirective(status: 200, headers: [], body: [], retryAfter: .absent)
}

struct HTTPErrorEffect: AspectEffect {
    let directive: HTTPErrorDirective
    /// Whether a create makes its job nevertheless.
    let commits: Bool
    let providers: ProviderSet

    init(_ directive: HTTPErrorDirective, commits: Bool = false, at providers: ProviderSet = .all) {
        self.directive = directive
        self.commits = commits
        self.providers = providers
    }

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.httpError = directive
        decision.pageCommits = commits
    }
}

extension Effects {
    public var httpError: HTTPErrorDirective? { first(HTTPErrorEffect.self)?.directive }
}

extension HTTPErrorDirective {
    fileprivate init?(_ reading: Reading, _ builder: inout Builder) {
        if let status = Form.status.value(reading) {
            self.init(status: status, headers: [], body: [], retryAfter: .automatic(nil))
            return
        }
        let page = reading[Keys.preset]
        guard let status = reading[Keys.status] ?? page?.status else { return nil }
        ServerHeader.check(reading.entry(Keys.headers), &builder)
        var (fields, body) = Self.content(reading, page, status, &builder)
        let own = reading[Keys.headers] ?? []
        let names = Set(own.map { $0.name.lowercased() })
        fields = fields.filter { !names.contains($0.name.lowercased()) } + own
        self.init(
            status: status, headers: fields, body: body, retryAfter: reading[Keys.retryAfter] ?? .automatic(nil),
            reason: reading[Keys.reason])
    }

    private static func content(
        _ reading: Reading, _ page: HTTPErrorPage?, _ status: Int, _ builder: inout Builder
    ) -> ([HeaderField], [UInt8]) {
        if let page { return (page.headers, page.body(status: status)) }
        if let envelope = reading[Keys.envelope] {
            return ([json], envelope.body(status: status, message: reading[Keys.message]).json())
        }
        if let body = reading[Keys.body] {
            return body.string.map { ([text], Array($0.utf8)) } ?? ([json], body.json())
        }
        return reading[Keys.bodyFile].map { (fileType($0.text ?? ""), builder.bytes(ofFile: $0)) } ?? ([], [])
    }

    private static let json = HeaderField("Content-Type", "application/json")
    private static let text = HeaderField("Content-Type", "text/plain; charset=utf-8")

    private static func fileType(_ path: String) -> [HeaderField] {
        let types = [
            "json": "application/json", "html": "text/html; charset=utf-8", "xml": "application/xml",
            "txt": "text/plain; charset=utf-8",
        ]
        let ending = path.split(separator: ".").last.map { String($0) } ?? ""
        return [HeaderField("Content-Type", types[ending] ?? "application/octet-stream")]
    }
}

extension Aspect {
    static let httpError = Aspect(
        "http_error", .either([Form.status.shape, .table(Keys.table)]),
        "an answer that the provider itself would not give", at: .answered,
        takesCommit: true
    ) { reading, builder, rule in
        HTTPErrorDirective(reading, &builder).map { HTTPErrorEffect($0, commits: rule.commit ?? false) }
    }
}

private enum Keys {
    static let table = Table(
        "`http_error`", [status, preset, body, bodyFile, envelope, message, headers, reason, retryAfter],
        demands: [
            .atLeastOne([status, preset]), .atMostOne([preset, body, bodyFile, envelope]), .needs(message, envelope),
        ])

    static let status = Field("status", .status, "the status; default: that of the preset")
    static let preset = Field<HTTPErrorPage>("preset", .words("preset"), "the page of a well-known gateway")
    static let body = Field("body", .document, "a text as it is, anything else as JSON")
    static let bodyFile = Field("body_file", .bodyFile, "a file beside the scenario")
    static let envelope = Field<ForeignEnvelope>(
        "envelope", .words("envelope"), "an error body of another API's shape")
    static let message = Field("message", .text, "what the envelope says; default: the words of the status")
    static let headers = Field("headers", .headers, "further headers; they replace those of the preset")
    static let reason = Field("reason", .text(.headerValue), "the reason phrase; an empty text for none")
    static let retryAfter = Field("retry_after", .retryAfter, "when to come back; default: nothing is said")
}
