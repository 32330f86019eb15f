import Core
import DialectKit
import HTTPMessages

/// `OPTIONS` on a provider's path: what it takes, and for a page of another site whether it may ask (`--cors`).
///
/// Answered before anything is counted or priced: browsers ask this by themselves, and no provider says
/// anything about it [chosen].
extension ProviderEndpoint {
    /// nil for a path that the provider does not have; the provider refuses that one itself, and a page may read how.
    func options(_ request: Request, settings: Settings) -> Response? {
        guard case .rejected(let rejection) = dialect.parse(request, settings: settings).operation,
            rejection.stage == .route, rejection.refusal.reason == .methodNotAllowed
        else { return services.allowsOrigins ? .preflight(request) : nil }
        let methods = (rejection.refusal.allowed + ["OPTIONS"]).joined(separator: ", ")
        var response = Response(status: 204, headers: ["Allow": methods])
        if services.allowsOrigins { response.permit(request, methods: methods) }
        return response
    }
}

extension Response {
    /// What a browser asks before it lets a page of another site send its request; nil: it asks nothing. Whatever it wants to send it
    /// may, so that the page sees the answer to that.
    static func preflight(_ request: Request) -> Response? {
        guard request.method == "OPTIONS", request.headers["origin"] != nil,
            let method = request.headers["access-control-request-method"]
        else { return nil }
        var response = Response(status: 204)
        response.permit(request, methods: method)
        return response
    }

    fileprivate mutating func permit(_ request: Request, methods: String) {
        guard request.headers["origin"] != nil else { return }
        headers.append("Access-Control-Allow-Origin", "*")
        guard request.headers["access-control-request-method"] != nil else { return }
        headers.append("Access-Control-Allow-Methods", methods)
        if let wanted = request.headers["access-control-request-headers"] {
            headers.append("Access-Control-Allow-Headers", wanted)
        }
        if request.headers["access-control-request-private-network"] == "true" {
            headers.append("Access-Control-Allow-Private-Network", "true")
        }
        headers.append("Access-Control-Max-Age", "600")
    }

    /// Lets a page of any site read the answer, its own headers included.
    mutating func open(to request: Request) {
        guard request.headers["origin"] != nil, headers["access-control-allow-origin"] == nil else { return }
        var names: [String] = []
        for (name, _) in headers where !names.contains(name) { names.append(name) }
        headers.append("Access-Control-Allow-Origin", "*")
        if !names.isEmpty { headers.append("Access-Control-Expose-Headers", names.joined(separator: ", ")) }
    }
}
