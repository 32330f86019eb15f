import Digests

/// Signs and verifies download links: HMAC-SHA256, 64 lower-case hex digits.
///
/// The providers keep their algorithm to themselves; all that counts is that a signature cannot be guessed and covers
/// job, index and expiry (getimg.md §3.8 [chosen], llm-stats.md §5 [chosen]).
///
/// An object, since the key made ready is large and goes along with every request.
public final class SignedLink: Sendable {
    private let key: HMAC.Key

    public init(secret: [UInt8]) {
        key = HMAC.Key(secret)
    }

    /// As bytes, as a link's text comes and goes.
    public func signature(of text: [UInt8]) -> [UInt8] {
        key.sign(text).hexDigits
    }

    /// Compares in constant time; upper-case hex is refused.
    public func verifies(_ signature: String, of text: [UInt8]) -> Bool {
        key.verify(hex: signature, message: text)
    }
}
