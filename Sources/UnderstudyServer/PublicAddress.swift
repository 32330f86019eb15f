import Core
import HTTPMessages

/// Where links begin when clients reach the server by another address than its own: by a proxy that ends TLS, or that serves it below
/// a prefix.
public struct PublicAddress: Sendable {
    /// `https://media.example/mock`; nil: as the request says.
    var url: String?
    /// Who is believed about the address that a client has used.
    var proxies: [AddressBlock] = []

    public init() {}

    /// Whether a request's own `Host` is all that counts.
    var isPlain: Bool { url == nil && proxies.isEmpty }

    /// Changes the base that a request came in by.
    ///
    /// - Parameter isMain: whether it came by the port of all providers; a provider's own port is no part of `url`.
    func lead(_ request: inout Request, isMain: Bool) throws(ForwardedRequest.Fault) {
        if let url, isMain {
            request.base = url
            return
        }
        guard let peer = IPAddress(request.peer), proxies.contains(where: { $0.contains(peer) }) else { return }
        let forwarded = try ForwardedRequest(request.headers)
        let host = forwarded.host ?? String(request.base.dropFirst("http://".count))
        request.base = "\(forwarded.scheme ?? "http")://\(host)\(forwarded.prefix ?? "")"
    }
}

extension Service.Configuration {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// Lets all links of the main port begin with this URL.
    public mutating func showPublicly(at text: String) throws(Failure) {
        do throws(WebAddress.Fault) {
            _ = try WebAddress(text)
        } catch {
            throw Failure(
                description:
                    "--public-url takes a URL such as https://media.example/mock; `\(text)` is none: \(error.words).")
        }
        guard !text.contains("?") else {
            throw Failure(description: "--public-url takes a URL without a query, since paths follow: not `\(text)`.")
        }
        address.url = String(text[..<(text.lastIndex { $0 != "/" }.map(text.index(after:)) ?? text.endIndex)])
    }

    /// Believes proxies of that range about the addresses that their clients have used.
    public mutating func trustProxy(_ text: String) throws(Failure) {
        guard let block = AddressBlock(text) else {
            throw Failure(
                description:
                    "--trust-proxy takes an address or a range, such as 127.0.0.1 or 10.0.0.0/8, not `\(text)`.")
        }
        address.proxies.append(block)
    }
}
