import Core
import HTTPMessages

extension RedirectDirective {
    /// The query parameter that counts how often a client was sent on already.
    public static let marker = "understudy_hop"

    /// What the client is told; nil: it has come far enough and is let through.
    ///
    /// - Parameter hops: how often it was sent on before.
    public func answer(to request: Request, hops: Int) -> HTTPErrorDirective? {
        guard hops < self.hops else {
            return forbidsAuthorization && request.headers["Authorization"] != nil ? Self.twoKeys : nil
        }
        return HTTPErrorDirective(
            status: status, headers: [HeaderField("Location", location(of: request, hops: hops + 1))], body: [],
            retryAfter: .absent)
    }

    private func location(of request: Request, hops: Int) -> String {
        var base = request.base
        switch target {
        case .address(let address): return address
        case .here: break
        case .otherHost: base = Self.otherHost(base)
        }
        let query = request.query.isEmpty ? "" : request.query + "&"
        return "\(base)\(request.path)?\(query)\(Self.marker)=\(hops)"
    }

    /// `127.0.0.1` and `localhost` lead to the same place, and are two hosts to a client.
    private static func otherHost(_ base: String) -> String {
        for (name, other) in [
            ("://127.0.0.1", "://localhost"), ("://localhost", "://127.0.0.1"), ("://[::1]", "://localhost"),
        ] {
            guard let scheme = base.firstIndex(of: ":"), base[scheme...].hasPrefix(name) else { continue }
            return base[..<scheme] + other + base[scheme...].dropFirst(name.count)
        }
        return base
    }

    /// As a signed object store refuses a request that brings a key beside the signature (failures.md §D7).
    private static let twoKeys = HTTPErrorDirective(
        status: 400, headers: [HeaderField("Content-Type", "application/xml")],
        body: Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>InvalidArgument</Code><Message>Only one auth mechanism allowed</Message></Error>
            """.utf8), retryAfter: .absent)
}
