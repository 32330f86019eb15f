import Core
import HTTPMessages

/// `redirect:` the client is sent elsewhere.
public struct RedirectDirective: Sendable, Equatable {
    public enum Target: Sendable, Equatable {
        /// The same address, marked so that it is known when it comes back.
        case here
        /// The same under another name of this host, so that clients take it for a foreign one.
        case otherHost
        case address(String)
    }

    public var status: Int
    public var target: Target
    /// After so many the client is let through.
    public var hops: Int
    /// A client that comes back with an `Authorization` header is refused.
    public var forbidsAuthorization: Bool
}

extension RedirectDirective: AspectEffect {
    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.redirect = self
    }

    fileprivate init?(_ reading: Reading, _ builder: inout Builder) {
        guard let status = reading[Keys.status] else { return nil }
        self.init(
            status: status, target: reading[Keys.target] ?? .here, hops: reading[Keys.hops] ?? 1,
            forbidsAuthorization: reading[Keys.forbidAuthorization] ?? false)
        if case .address(let address) = target {
            Self.check(address, at: reading.entry(Keys.target)?.value, &builder)
            for key in [Keys.hops, Keys.forbidAuthorization] as [any Keyed] {
                guard let entry = reading.entry(key) else { continue }
                builder.report(
                    "`\(key.name)` needs a target that comes back here: `\(Keys.here)` or `\(Keys.otherHost)`",
                    at: entry)
            }
        }
    }

    private static func check(_ address: String, at reading: Reading?, _ builder: inout Builder) {
        guard let reading, !address.hasPrefix("http://"), !address.hasPrefix("https://"), !address.hasPrefix("/") else {
            return
        }
        builder.report(
            "expected `\(Keys.here)`, `\(Keys.otherHost)`, or an address that begins with `http://`, `https://` or `/`",
            at: reading)
    }
}

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

extension Aspect {
    static let redirect = Aspect(
        "redirect", .table(Table("`redirect`", [Keys.status, Keys.target, Keys.hops, Keys.forbidAuthorization])),
        "sends the client elsewhere", at: .answered
    ) { reading, builder, _ in RedirectDirective(reading, &builder) }
}

private enum Keys {
    static let here = "self"
    static let otherHost = "other_host"

    static let status = Field(
        "status", .choice("status", ["301": 301, "302": 302, "303": 303, "307": 307, "308": 308]), "which redirect",
        required: true)
    static let target = Field(
        "to", Form.text.map(target),
        "an address; `\(here)` (default) for the same one; `\(otherHost)` for the same under another name of the host")
    static let hops = Field("hops", .positive, "after how many the client is let through; default 1")
    static let forbidAuthorization = Field(
        "forbid_authorization", .boolean, "answer 400 to a client that brings an `Authorization` header along")

    private static func target(_ text: String) -> RedirectDirective.Target {
        switch text {
        case here: .here
        case otherHost: .otherHost
        default: .address(text)
        }
    }
}
