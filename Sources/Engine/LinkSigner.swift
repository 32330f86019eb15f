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

    /// As bytes, as a link's text comes and goes.
    func signature(of text: [UInt8]) -> [UInt8] {
        let place = Int(truncatingIfNeeded: XXH3.hash64(text.span) % UInt64(Self.places))
        if let known = latest.withLock({ $0[place] }), known.text == text { return known.signature }
        let signature = link.signature(of: text)
        latest.withLock { $0[place] = Signed(text: text, signature: signature) }
        return signature
    }

    /// Compares in constant time; upper-case hex is refused.
    func verifies(_ signature: String, of text: [UInt8]) -> Bool {
        link.verifies(signature, of: text)
    }
}
