import Core
import DialectKit
import Digests
import Documents
import HTTPMessages

/// What makes two requests the same request: account, method, path below the sandbox, canonical query and canonical body
/// (architecture.md §9.5).
struct Fingerprint: Sendable, Hashable {
    private let hash: XXH3.Hash128

    init(of context: RequestContext) {
        let body = context.parsed.body
        let bytes = context.request.body.bytes
        let form = body == nil || context.parsed.form != nil ? Self.form(of: context, bytes) : nil
        var text = CanonicalText(reserving: form == nil ? bytes.count + 256 : 1_024)
        text.append(context.accountIdentity)
        text.append(context.request.method)
        text.append(context.request.path)
        text.append(Self.canonical(query: context.request.query))
        if let form {
            text.append(form)
        } else if let body {
            text.append(body)
        } else {
            text.append(bytes)
        }
        hash = XXH3.hash128(text.bytes.span)
    }

    /// A form is its parts, since each sending draws another boundary; also where its dialect reads no forms.
    private static func form(of context: RequestContext, _ bytes: [UInt8]) -> Multipart? {
        if let form = context.parsed.form { return form }
        // A body that is no sound form stands for itself, byte by byte.
        return bytes.isEmpty ? nil : try? Multipart(context.request)
    }

    /// Half of it, which tells the requests of a journal apart; nothing that it was made of can be read from it.
    var short: UInt64 { max(1, hash.low) }

    /// True for half of all requests.
    var isOdd: Bool { hash.high & 1 == 1 }

    /// One of so many heaps of about the same size.
    func bucket(of count: Int) -> Int { Int(hash.low % UInt64(count)) }

    /// What draws of the `attempt`-th such request are keyed by.
    func drawKey(attempt: Int) -> [UInt8] {
        var key = CanonicalText(reserving: 24)
        key.append(hash)
        key.append(attempt)
        return key.bytes
    }

    /// The parameters in the order of their text.
    private static func canonical(query: String) -> String {
        guard query.utf8.contains(UInt8(ascii: "&")) else { return query }
        return query.split(separator: "&").sorted().joined(separator: "&")
    }
}
