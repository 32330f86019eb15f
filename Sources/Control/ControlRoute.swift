/// The routes of the control API, each by its path below `/_understudy/`. Everything that is asked about routes is answered here: how
/// they are found, what they take, and who may use them.
enum ControlRoute: String, CaseIterable, Sendable {
    case index = ""
    case health
    case ready
    case settings
    case documents = "openapi"
    case document = "openapi/{document}"
    case sandboxes
    case sandbox = "sandboxes/{sandbox}"
    case clock = "sandboxes/{sandbox}/clock"
    case scenario = "sandboxes/{sandbox}/scenario"
    case reset = "sandboxes/{sandbox}/reset"
    case explain = "sandboxes/{sandbox}/explain"
    case requests = "sandboxes/{sandbox}/requests"
    case request = "sandboxes/{sandbox}/requests/{number}"
    case explanation = "sandboxes/{sandbox}/requests/{number}/explain"
    case verify = "sandboxes/{sandbox}/verify"
    case verdict = "sandboxes/{sandbox}/verdict"
    case releaseRequest = "sandboxes/{sandbox}/requests/{number}/release"
    case jobs = "sandboxes/{sandbox}/jobs"
    case job = "sandboxes/{sandbox}/jobs/{job}"
    case completeJob = "sandboxes/{sandbox}/jobs/{job}/complete"
    case failJob = "sandboxes/{sandbox}/jobs/{job}/fail"
    case releaseJob = "sandboxes/{sandbox}/jobs/{job}/release"
    case accounts = "sandboxes/{sandbox}/accounts"
    case account = "sandboxes/{sandbox}/accounts/{account}"
    case events = "sandboxes/{sandbox}/events"
    case upcoming = "sandboxes/{sandbox}/upcoming"
    case rules = "sandboxes/{sandbox}/rules"
    case assets = "sandboxes/{sandbox}/assets"
    case asset = "sandboxes/{sandbox}/assets/{job}/{file}"
    case webhooks = "sandboxes/{sandbox}/webhooks"
    case webhook = "sandboxes/{sandbox}/webhooks/{id}"
    case redeliver = "sandboxes/{sandbox}/webhooks/{id}/redeliver"
    case inbox = "sandboxes/{sandbox}/inbox/{inbox}"
    case messages = "sandboxes/{sandbox}/inbox/{inbox}/messages"
    case keys = "sandboxes/{sandbox}/jwks.json"

    /// Who may use a route.
    enum Access: Sendable {
        /// Whoever passes the guard.
        case guarded
        /// Everybody but pages of other sites: receivers of webhooks have no token.
        case withoutToken
        /// Everybody: it only tells that the server is there.
        case everybody
    }

    var access: Access {
        switch self {
        case .health, .ready: .everybody
        case .inbox, .keys: .withoutToken
        default: .guarded
        }
    }

    /// The methods that it takes. No GET changes anything but an inbox, which takes whatever a sender may come up with.
    var methods: [String] {
        switch self {
        case .index, .health, .ready, .settings, .documents, .document: ["GET", "HEAD"]
        case .clock, .sandboxes: ["GET", "POST"]
        case .sandbox: ["GET", "PUT", "DELETE"]
        case .scenario: ["GET", "PUT"]
        case .requests: ["GET", "DELETE"]
        case .reset, .redeliver, .verify, .releaseRequest, .completeJob, .failJob, .releaseJob: ["POST"]
        case .account: ["GET", "PATCH"]
        case .asset: ["GET", "HEAD"]
        case .explain, .request, .explanation, .jobs, .job, .accounts, .events, .upcoming, .verdict, .rules, .assets,
            .webhooks,
            .webhook, .messages, .keys:
            ["GET"]
        // What a TRACE is answered is settled (RFC 9110 §9.3.8).
        case .inbox: ["POST", "PUT", "PATCH", "DELETE", "GET", "HEAD", "OPTIONS"]
        }
    }

    /// What its body may be, the type first that curl's own stands for; empty: anything.
    var bodyTypes: [BodyType] {
        switch self {
        case .clock, .sandbox, .sandboxes, .account, .failJob: [.json]
        case .verify: [.json, .yaml]
        case .scenario: [.yaml, .json]
        default: []
        }
    }

    /// The segments of its path; one in braces stands for any that is not empty.
    private var segments: [Substring] { rawValue.split(separator: "/") }

    private static let table = allCases.map { (route: $0, segments: $0.segments) }

    /// The route of a path below `/_understudy`, with what stands in the place of the names in braces; nil where there is none.
    static func find(_ path: String) -> (route: ControlRoute, values: [String: String])? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        // The index is `/`.
        let wanted = parts == [""] ? [] : parts
        for (route, segments) in table {
            if let values = values(in: wanted, of: segments) { return (route, values) }
        }
        return nil
    }

    private static func values(in parts: ArraySlice<Substring>, of segments: [Substring]) -> [String: String]? {
        guard parts.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            if segment.first == "{" {
                guard !part.isEmpty else { return nil }
                values[String(segment.dropFirst().dropLast())] = String(part)
            } else if part != segment {
                return nil
            }
        }
        return values
    }
}
