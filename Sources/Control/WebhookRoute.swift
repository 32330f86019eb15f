import Core

/// The routes below a sandbox that are about webhooks.
enum WebhookRoute: Sendable, Equatable {
    /// `webhooks`
    case log(sandbox: String)
    /// `webhooks/{id}`
    case one(String, sandbox: String)
    /// `webhooks/{id}/redeliver`
    case redeliver(String, sandbox: String)
    /// `inbox/{name}`
    case inbox(String, sandbox: String)
    /// `inbox/{name}/messages`
    case messages(String, sandbox: String)
    /// `jwks.json`
    case keys(sandbox: String)

    /// Takes the segments of a path from `sandboxes` on; nil for other routes.
    init?(_ parts: [Substring]) {
        guard parts.count >= 3, parts[0] == "sandboxes" else { return nil }
        let sandbox = String(parts[1])
        switch (parts[2], parts.count) {
        case ("webhooks", 3): self = .log(sandbox: sandbox)
        case ("webhooks", 4) where !parts[3].isEmpty: self = .one(String(parts[3]), sandbox: sandbox)
        case ("webhooks", 5) where parts[4] == "redeliver": self = .redeliver(String(parts[3]), sandbox: sandbox)
        case ("inbox", 4) where InboxName.isGood(parts[3]): self = .inbox(String(parts[3]), sandbox: sandbox)
        case ("inbox", 5) where InboxName.isGood(parts[3]) && parts[4] == "messages":
            self = .messages(String(parts[3]), sandbox: sandbox)
        case ("jwks.json", 3): self = .keys(sandbox: sandbox)
        default: return nil
        }
    }

    var sandbox: String {
        switch self {
        case .log(let sandbox), .one(_, let sandbox), .redeliver(_, let sandbox), .inbox(_, let sandbox),
            .messages(_, let sandbox), .keys(let sandbox):
            sandbox
        }
    }

    var methods: [String] {
        switch self {
        case .log, .one, .messages, .keys: ["GET"]
        case .redeliver: ["POST"]
        // Whatever a sender may come up with; what a TRACE is answered is settled (RFC 9110 §9.3.8).
        case .inbox: ["POST", "PUT", "PATCH", "DELETE", "GET", "HEAD", "OPTIONS"]
        }
    }
}
