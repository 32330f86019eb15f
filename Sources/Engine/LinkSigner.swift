import Basics
import Core
import Digests

/// Signs the links of a sandbox, and remembers the latest signatures: each poll of a job tells the same links again, and a signature
/// costs as much as all the rest of an answer's body.
final class LinkSigner: Sendable {
    private struct Signed {
        let text: [UInt8]
        let signature: [UInt8]
    }

    /// How many signatures are remembered, each in the one place that its text leads to: some 200 KiB.
    private static let places = 1_024

    private let link: SignedLink
    private let latest = Lock([Signed?](repeating: nil, count: places))

    init(secret: [UInt8]) {
        link = SignedLink(secret: secret)
    }

    /// That of the jobs that a scenario with this seed makes: it follows from seed and sandbox, so that two runs give the same links
    /// (architecture.md §9.5).
    convenience init(seed: Int64, sandbox: String) {
        let secret = Draw(seed: seed, rule: "", aspect: "signed_url", name: "secret", subject: Array(sandbox.utf8))
        self.init(secret: secret.bytes)
    }

    /// - Parameter reading: the one that makes the link, where another one would make another.
    func signature(of text: [UInt8], reading: Int?) -> [UInt8] {
        reading.map { link.signature(of: text, reading: $0) } ?? signature(of: text)
    }

    /// As bytes, as a link's text comes and goes.
    func signature(of text: [UInt8]) -> [UInt8] {
        let place = Int(truncatingIfNeeded: XXH3.hash64(text.span) % UInt64(Self.places))
        if let known = latest.withLock({ $0[place] }), known.text == text { return known.signature }
        let signature = link.signature(of: text)
        latest.withLock { $0[place] = Signed(text: text, signature: signature) }
        return signature
    }

    /// nil: the signature is not one of this text.
    func age(of signature: String, of text: [UInt8]) -> SignedLink.Age? {
        link.age(of: signature, of: text)
    }
}
