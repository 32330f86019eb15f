import Digests
import Documents
import HTTPMessages

/// What makes two requests the same request: account, method, path below the sandbox, canonical query and canonical body
/// (design.md §9.5).
struct Fingerprint: Sendable, Hashable {
    let bytes: [UInt8]

    init(account: String?, request: Request, body: Node?) {
        var text: [UInt8] = []
        text.reserveCapacity(request.bytes.count + 128)
        func part(_ bytes: some Collection<UInt8>) {
            appendLength(bytes.count, into: &text)
            text.append(contentsOf: bytes)
        }
        part((account ?? "").utf8)
        part(request.method.utf8)
        part(request.path.utf8)
        part(Self.canonical(query: request.query))
        if let body { part(body.canonicalJSON()) } else { part(request.bytes) }
        bytes = SHA256.hash(text)
    }

    /// What draws of the `attempt`-th such request are keyed by.
    func drawKey(attempt: Int) -> [UInt8] {
        var key = bytes
        appendLength(attempt, into: &key)
        return key
    }

    /// The parameters in the order of their text.
    private static func canonical(query: String) -> [UInt8] {
        guard query.utf8.contains(UInt8(ascii: "&")) else { return Array(query.utf8) }
        return Array(query.split(separator: "&").sorted().joined(separator: "&").utf8)
    }
}

/// Appends eight bytes, least significant first.
private func appendLength(_ length: Int, into bytes: inout [UInt8]) {
    var rest = UInt64(length)
    for _ in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
    }
}
