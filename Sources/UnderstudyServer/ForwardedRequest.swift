import HTTPMessages

/// What a proxy says of the request that came to it: `Forwarded` (RFC 7239), or where that says nothing the older `X-Forwarded-Proto` and
/// `X-Forwarded-Host`; and `X-Forwarded-Prefix`, which the RFC has no word for. Of several proxies the first one counts, which is next
/// to the client.
struct ForwardedRequest: Equatable {
    /// Why it cannot be understood, for people.
    struct Fault: Error, Equatable {
        let words: String
    }

    /// `http` or `https`
    let scheme: String?
    /// With a port if it is not the usual one.
    let host: String?
    /// Begins with a slash and ends without.
    let prefix: String?

    init(_ headers: Headers) throws(Fault) {
        let pairs = try Self.pairs(headers["forwarded"] ?? "")
        scheme = try (pairs["proto"] ?? Self.first(headers["x-forwarded-proto"])).map(Self.scheme)
        host = try (pairs["host"] ?? Self.first(headers["x-forwarded-host"])).map(Self.host)
        prefix = try Self.first(headers["x-forwarded-prefix"]).flatMap(Self.prefix)
    }

    private static func first(_ value: String?) -> String? {
        guard let value else { return nil }
        let first = value.prefix { $0 != "," }.drop { $0 == " " }
        let end = first.lastIndex { $0 != " " }.map(first.index(after:)) ?? first.startIndex
        return first.isEmpty ? nil : String(first[..<end])
    }

    private static func scheme(_ text: String) throws(Fault) -> String {
        let scheme = text.lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw Fault(words: "a forwarded scheme is `http` or `https`")
        }
        return scheme
    }

    private static func host(_ text: String) throws(Fault) -> String {
        let isHost = !text.isEmpty && text.utf8.allSatisfy { isUnreserved($0) || ":[]".utf8.contains($0) }
        guard isHost else { throw Fault(words: "a forwarded host is a name or an address, with a port if need be") }
        return text
    }

    private static func prefix(_ text: String) throws(Fault) -> String? {
        let end = text.lastIndex { $0 != "/" }.map(text.index(after:)) ?? text.startIndex
        let prefix = text[..<end]
        if prefix.isEmpty { return nil }
        // What begins with two slashes would be a host in a link without one.
        guard prefix.hasPrefix("/"), !prefix.hasPrefix("//"),
            prefix.utf8.allSatisfy({ isUnreserved($0) || "/%!$&'()*+,;=:@".utf8.contains($0) })
        else { throw Fault(words: "a forwarded prefix is a path that begins with one `/`") }
        return String(prefix)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~".utf8.contains(byte)
        }
    }
}

extension ForwardedRequest {
    /// The pairs of the first element of `Forwarded`; names in lower case.
    private static func pairs(_ text: String) throws(Fault) -> [String: String] {
        var pairs: [String: String] = [:]
        var rest = text[...]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" || $0 == ";" || (pairs.isEmpty && $0 == ",") }
            guard let next = rest.first, next != "," else { return pairs }
            let name = rest.prefix { $0 != "=" && $0 != ";" && $0 != "," }.lowercased()
            rest = rest.dropFirst(name.count)
            guard !name.isEmpty, rest.first == "=", let value = value(&rest), pairs[name] == nil else {
                throw Fault(words: "`Forwarded` is a list of pairs such as `proto=https;host=\"media.example\"`")
            }
            pairs[name] = value
        }
    }

    /// A token, or a text in quotes; nil where the quotes do not end.
    private static func value(_ rest: inout Substring) -> String? {
        rest = rest.dropFirst()
        guard rest.first == "\"" else {
            let token = rest.prefix { !" \t;,\"".contains($0) }
            rest = rest.dropFirst(token.count)
            return String(token)
        }
        var value = ""
        var isEscaped = false
        rest = rest.dropFirst()
        while let character = rest.popFirst() {
            if isEscaped || (character != "\\" && character != "\"") {
                value.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                return value
            }
        }
        return nil
    }
}
