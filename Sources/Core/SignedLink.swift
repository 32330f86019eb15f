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

    /// What a genuine signature tells of when it was made.
    public enum Age: Equatable, Sendable {
        /// Each reading shows the same link.
        case madeOnce
        case madeBy(reading: Int)
    }

    /// The signature of a link that the next reading replaces: 56 digits cover text and reading, and the last eight are the reading,
    /// covered up, so that an old link can be told from a wrong one.
    public func signature(of text: [UInt8], reading: Int) -> [UInt8] {
        signature(of: text, number: UInt32(truncatingIfNeeded: reading))
    }

    /// nil: the signature is not one of this text.
    public func age(of signature: String, of text: [UInt8]) -> Age? {
        if verifies(signature, of: text) { return .madeOnce }
        let digits = Array(signature.utf8)
        guard digits.count == 64, let covered = UInt32(signature.suffix(8), radix: 16) else { return nil }
        let number = covered ^ cover(text)
        return constantTimeEquals(digits, self.signature(of: text, number: number))
            ? .madeBy(reading: Int(number)) : nil
    }

    private func signature(of text: [UInt8], number: UInt32) -> [UInt8] {
        let covered = number ^ cover(text)
        let tail = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: covered >> $0) }
        return key.sign(text + Array("#\(number)".utf8)).hexDigits.prefix(56) + Array(Hex.encode(tail).utf8)
    }

    private func cover(_ text: [UInt8]) -> UInt32 {
        key.sign(text + Array("#".utf8)).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
