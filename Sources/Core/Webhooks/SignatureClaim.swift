import Digests
import HTTPMessages

/// Why a signature is refused, for people.
struct SignatureFault: Error {
    var words: String

    init(_ words: String) {
        self.words = words
    }
}

/// What the headers of a webhook say about its signature.
struct SignatureClaim {
    var id = ""
    var user = ""
    /// nil for a scheme without.
    var timestamp: Int64?
    /// Those that are well formed and of the scheme's version.
    var signatures: [[UInt8]]

    init(_ scheme: SignatureScheme, _ headers: Headers) throws(SignatureFault) {
        let value = try Self.header(scheme.header ?? "", headers)
        switch scheme {
        case .none: signatures = []
        case .standard, .standardEd25519:
            id = try Self.header("webhook-id", headers)
            timestamp = try Self.seconds("webhook-timestamp", headers)
            signatures = Self.standardList(value, version: scheme == .standard ? "v1," : "v1a,")
        case .timestampedHex:
            timestamp = try Self.seconds("x-webhook-timestamp", headers)
            signatures = [Hex.decode(value)].compactMap(\.self)
        case .stripe: (timestamp, signatures) = try Self.stripeList(value)
        case .hmacBody:
            guard value.hasPrefix("sha256=") else {
                throw SignatureFault("the signature does not begin with `sha256=`")
            }
            signatures = [Hex.decode(String(value.dropFirst(7)))].compactMap(\.self)
        case .fal:
            id = try Self.header("x-fal-webhook-request-id", headers)
            user = try Self.header("x-fal-webhook-user-id", headers)
            timestamp = try Self.seconds("x-fal-webhook-timestamp", headers)
            signatures = [Hex.decode(value)].compactMap(\.self)
        }
        guard !signatures.isEmpty else {
            throw SignatureFault("the header `\(scheme.header ?? "")` holds no signature of `\(scheme.rawValue)`")
        }
    }

    private static func header(_ name: String, _ headers: Headers) throws(SignatureFault) -> String {
        guard let value = headers[name] else { throw SignatureFault("the header `\(name)` is missing") }
        return value
    }

    private static func seconds(_ name: String, _ headers: Headers) throws(SignatureFault) -> Int64 {
        guard let seconds = Int64(try header(name, headers)) else {
            throw SignatureFault("the header `\(name)` is no number of seconds")
        }
        return seconds
    }

    private static func standardList(_ value: String, version: String) -> [[UInt8]] {
        value.split(separator: " ").compactMap { item in
            item.hasPrefix(version) ? Base64.decode(String(item.dropFirst(version.utf8.count))) : nil
        }
    }

    private static func stripeList(_ value: String) throws(SignatureFault) -> (Int64, [[UInt8]]) {
        let items = value.split(separator: ",")
        guard let time = items.first(where: { $0.hasPrefix("t=") }).flatMap({ Int64($0.dropFirst(2)) }) else {
            throw SignatureFault("the header `stripe-signature` has no `t=` with seconds")
        }
        return (time, items.compactMap { $0.hasPrefix("v1=") ? Hex.decode(String($0.dropFirst(3))) : nil })
    }
}
