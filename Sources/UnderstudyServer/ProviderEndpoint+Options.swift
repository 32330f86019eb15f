import Core
import DialectKit
import HTTPMessages

/// `OPTIONS` on a provider's path: what it takes, and for a page of another site whether it may ask (`--cors`).
///
/// Answered before anything is counted, priced or written down: browsers ask this by themselves, and no provider says
/// anything about it [chosen].
extension ProviderEndpoint {
    /// nil for a path that the provider does not have; the provider refuses that one itself.
    func options(_ request: Request, settings: Settings) -> Response? {
        guard case .rejected(let rejection) = dialect.parse(request, settings: settings).operation,
            rejection.stage == .route, rejection.refusal.reason == .methodNotAllowed
        else { return nil }
        let methods = (rejection.refusal.allowed + ["OPTIONS"]).joined(separator: ", ")
        var response = Response(status: 204, headers: ["Allow": methods])
        guard services.allowsOrigins, request.headers["origin"] != nil else { return response }
        response.headers.append("Access-Control-Allow-Origin", "*")
        guard request.headers["access-control-request-method"] != nil else { return response }
        response.headers.append("Access-Control-Allow-Methods", methods)
        if let wanted = request.headers["access-control-request-headers"] {
            response.headers.append("Access-Control-Allow-Headers", wanted)
        }
        if request.headers["access-control-request-private-network"] == "true" {
            response.headers.append("Access-Control-Allow-Private-Network", "true")
        }
        response.headers.append("Access-Control-Max-Age", "600")
        return response
    }
}

extension Response {
    /// Lets a page of any site read the answer, its own headers included.
    mutating func open(to request: Request) {
        guard request.headers["origin"] != nil else { return }
        var names: [String] = []
        for (name, _) in headers where !names.contains(name) { names.append(name) }
        headers.append("Access-Control-Allow-Origin", "*")
        if !names.isEmpty { headers.append("Access-Control-Expose-Headers", names.joined(separator: ", ")) }
    }
}
