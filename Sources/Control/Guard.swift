import Core
import Digests
import HTTPMessages

/// Keeps the control API for those it is meant for: a page in a browser on this machine is not among them.
struct Guard: Sendable {
    private static let loopbackHosts: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    let access: ControlAccess

    /// Why the request is refused; nil when it may pass.
    func refusal(of request: Request) -> Response? {
        if let refusal = refusalOfForeignPage(request) { return refusal }
        guard let token = access.token else { return refusalWithoutToken(request) }
        if let given = given(request), constantTimeEquals(Array(given.utf8), Array(token.utf8)) { return nil }
        var refusal = Response.problem(
            401, "The control API needs its token: send the header `Authorization: Bearer <token>`.")
        refusal.headers.append("WWW-Authenticate", "Bearer")
        return refusal
    }

    /// A page of another site, open in a browser on this machine. Another port is another site: a browser's `same-site` is foreign.
    func refusalOfForeignPage(_ request: Request) -> Response? {
        let (sites, origins) = (request.headers.all("sec-fetch-site"), request.headers.all("origin"))
        guard sites.count <= 1, origins.count <= 1 else {
            return .problem(403, "The control API takes one `Origin` and one `Sec-Fetch-Site`, and several came.")
        }
        if let site = sites.first, !["same-origin", "none"].contains(site.lowercased()) {
            return .problem(403, "The control API takes no requests from pages of other sites.")
        }
        if let origin = origins.first, !isOwn(origin, request) {
            return .problem(403, "The origin \(origin) may not use the control API.")
        }
        return refusalOfForm(request, isFromPage: !sites.isEmpty || !origins.isEmpty)
    }

    /// What any page may send anywhere without being asked first, is a form or a plain text. curl sends its data as a form too, so only
    /// what comes from a browser is refused.
    private func refusalOfForm(_ request: Request, isFromPage: Bool) -> Response? {
        guard request.method == "POST" || request.method == "PUT" else { return nil }
        let type = (request.headers["content-type"] ?? "").prefix { $0 != ";" }.lowercased()
        let isForm = ["", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]
            .contains(type.filter { $0 != " " && $0 != "\t" })
        guard isForm, !request.bytes.isEmpty else { return nil }
        let isFromBrowser =
            isFromPage || request.headers["referer"] != nil
            || request.headers.contains { $0.name.lowercased().hasPrefix("sec-fetch-") }
        guard isFromBrowser else { return nil }
        return .problem(
            415,
            "From a browser the control API takes no form and no plain text: send `Content-Type: application/json`.")
    }

    private func refusalWithoutToken(_ request: Request) -> Response? {
        guard IPAddress(request.peer)?.isLoopback == true else {
            return .problem(403, "Without a control token the control API answers this machine only.")
        }
        let host = name(of: request.headers["host"] ?? "")
        guard Self.loopbackHosts.contains(host) || access.hosts.contains(host) else {
            return .problem(403, "The control API is not served as \(host): use 127.0.0.1 or localhost.")
        }
        return nil
    }

    private func given(_ request: Request) -> String? {
        if let token = request.headers["x-understudy-token"] { return token }
        guard let value = request.headers["authorization"], value.lowercased().hasPrefix("bearer ") else { return nil }
        return String(value.dropFirst(7))
    }

    private func isOwn(_ origin: String, _ request: Request) -> Bool {
        let origin = origin.lowercased()
        if let host = request.headers["host"], origin == "http://" + host.lowercased() { return true }
        // Behind a proxy its pages have the proxy's origin.
        let base = request.base.lowercased()
        return base.hasPrefix(origin)
            && (base.utf8.count == origin.utf8.count || base.dropFirst(origin.count).first == "/")
    }

    /// Without its port; an IPv6 address keeps its brackets.
    private func name(of host: String) -> String {
        let host = host.lowercased()
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
        return String(host.prefix { $0 != ":" })
    }
}
