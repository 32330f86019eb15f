import Core
import DialectKit
import HTTPMessages
import Scenario

/// What the journal says to a refusal that the client's configuration has caused: what would be right.
extension Sandbox {
    /// nil where the provider's own words say it.
    func why(_ context: RequestContext, _ answer: Answer?) -> String? {
        guard case .refusal(let refusal)? = answer?.outcome, context.speaker == nil else { return nil }
        switch refusal.reason {
        case .unauthenticated: return whyNobody(context)
        case .notFound where context.isRejectedByRoute: return whyNoPath(context)
        case .methodNotAllowed where context.isRejectedByRoute:
            let methods = refusal.allowed.joined(separator: ", ")
            return "\(context.provider.title) takes \(methods) there, and not \(context.request.method)."
        default: return nil
        }
    }

    /// The key is nobody's, or there is none.
    private func whyNobody(_ context: RequestContext) -> String? {
        let (title, prefix) = (context.provider.title, context.dialect.keyPrefix)
        let form = prefix.isEmpty ? "Authorization: Bearer KEY" : "Authorization: Bearer \(prefix)…"
        switch context.parsed.credential {
        case .missing: return "The request has no key; \(title) takes `\(form)`."
        case .malformed: return "The key stands in a form that \(title) does not take; it takes `\(form)`."
        case .key where context.account != nil: return nil
        case .key where !context.loaded.listedAccounts.isEmpty:
            return
                "No account of the scenario `\(context.loaded.scenario.name)` has this key; its `accounts` list those that there are."
        case .key: return prefix.isEmpty ? nil : "\(title) takes keys that begin with `\(prefix)`."
        case .notNeeded: return nil
        }
    }

    private func whyNoPath(_ context: RequestContext) -> String {
        let (request, provider) = (context.request, context.provider)
        let settings = context.loaded.settings(provider)
        let meant = PathGuess.paths(near: request.path, provider).first {
            context.dialect.has(request.method, $0, settings: settings)
        }
        let hint = meant.map { " Did the client mean `\($0)`?" } ?? ""
        return """
            \(provider.title) has no path `\(request.path)`.\(hint) Its clients are configured with \
            \(request.base)\(provider.clientBasePath); GET /_understudy/openapi/\(provider.rawValue).json lists its paths.
            """
    }
}

/// Paths that a client may have meant whose base URL has too much or too little in it.
enum PathGuess {
    /// What providers have between the host and the name of a thing.
    private static let prefixes = ["/v1", "/v2", "/api/v1"]

    static func paths(near path: String, _ provider: Provider) -> [String] {
        var guesses = ([provider.clientBasePath] + prefixes).filter { !$0.isEmpty }.map { $0 + path }
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        for count in 1...3 where segments.count > count {
            let rest = "/" + segments.dropFirst(count).joined(separator: "/")
            guesses += [rest] + prefixes.map { $0 + rest }
        }
        let tidy = "/" + segments.joined(separator: "/")
        return tidy == path ? guesses : [tidy] + guesses
    }
}

extension Dialect {
    /// Whether it has that path for that method.
    public func has(_ method: String, _ path: String, settings: Settings) -> Bool {
        let request = Request(method: method, path: path)
        guard case .rejected(let rejection) = parse(request, settings: settings).operation else { return true }
        return rejection.stage != .route
    }
}

extension RequestContext {
    fileprivate var isRejectedByRoute: Bool {
        if case .rejected(let rejection) = parsed.operation { rejection.stage == .route } else { false }
    }
}
