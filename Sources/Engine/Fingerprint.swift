import Core
import DialectKit
import Digests
import Documents
import HTTPMessages

/// What makes two requests the same request: account, method, path below the sandbox, canonical query and canonical body
/// (design.md §9.5).
struct Fingerprint: Sendable, Hashable {
    /// The first half of a SHA-256.
    private let high: UInt64
    private let low: UInt64

    init(account: String?, request: Request, ask: Ask) {
        let form = Self.form(of: request, ask)
        var text = CanonicalText(reserving: form == nil ? request.bytes.count + 256 : 1_024)
        text.append(account ?? "")
        text.append(request.method)
        text.append(request.path)
        text.append(Self.canonical(query: request.query))
        if let form {
            text.append(form)
        } else if let body = ask.body {
            text.append(body)
        } else {
            text.append(request.bytes)
        }
        let hash = SHA256.digest(text.bytes.span)
        (high, low) = (hash.word(0), hash.word(1))
    }

    /// Requests about a job, of which only the step tells one from another.
    init(_ job: JobKey, _ step: Step) {
        var text = CanonicalText(reserving: 96)
        text.append(job.provider.rawValue)
        text.append(job.id)
        text.append(step.rawValue)
        let hash = SHA256.digest(text.bytes.span)
        (high, low) = (hash.word(0), hash.word(1))
    }

    /// A form is its parts, since each sending draws another boundary; also where its dialect reads no forms.
    private static func form(of request: Request, _ ask: Ask) -> Multipart? {
        if let form = ask.form { return form }
        guard ask.body == nil, !request.bytes.isEmpty else { return nil }
        return try? Multipart(request)
    }

    /// True for half of all requests.
    var isOdd: Bool { low & 1 == 1 }

    /// One of so many heaps of about the same size.
    func bucket(of count: Int) -> Int { Int(low % UInt64(count)) }

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
