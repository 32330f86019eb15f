import Digests
import Documents
import HTTPMessages

/// What makes two requests the same request: account, method, path below the sandbox, canonical query and canonical body
/// (design.md §9.5).
struct Fingerprint: Sendable, Hashable {
    /// The first half of a SHA-256.
    private let high: UInt64
    private let low: UInt64

    init(account: String?, request: Request, body: Node?) {
        var text = CanonicalText(reserving: request.bytes.count + 256)
        text.append(account ?? "")
        text.append(request.method)
        text.append(request.path)
        text.append(Self.canonical(query: request.query))
        if let body { text.append(body) } else { text.append(request.bytes) }
        let hash = SHA256.digest(text.bytes.span)
        (high, low) = (hash.word(0), hash.word(1))
    }

    /// What draws of the `attempt`-th such request are keyed by.
    func drawKey(attempt: Int) -> [UInt8] {
        var key = CanonicalText(reserving: 24)
        for number in [Int(truncatingIfNeeded: high), Int(truncatingIfNeeded: low), attempt] { key.append(number) }
        return key.bytes
    }

    /// The parameters in the order of their text.
    private static func canonical(query: String) -> String {
        guard query.utf8.contains(UInt8(ascii: "&")) else { return query }
        return query.split(separator: "&").sorted().joined(separator: "&")
    }
}
