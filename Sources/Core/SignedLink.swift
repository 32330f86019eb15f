import Digests

/// Signs and verifies download links: HMAC-SHA256, 64 lower-case hex digits.
///
/// The providers keep their algorithm to themselves; all that counts is that a signature cannot be guessed and covers
/// job, index and expiry (getimg.md §3.8 [chosen], llm-stats.md §5 [chosen]).
public struct SignedLink: Sendable {
    private let secret: [UInt8]

    public init(secret: [UInt8]) {
        self.secret = secret
    }

    public func signature(of text: String) -> String {
        Hex.encode(HMAC.sha256(key: secret, message: Array(text.utf8)))
    }

    /// Compares in constant time; upper-case hex is refused.
    public func verifies(_ signature: String, of text: String) -> Bool {
        HMAC.verify(hex: signature, key: secret, message: Array(text.utf8))
    }
}
