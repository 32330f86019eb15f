import Digests

/// A secret made ready for one scheme.
public final class SigningKey: Sendable {
    enum Material: Sendable {
        case hmac(HMAC.Key)
        case ed25519(Ed25519.PrivateKey)
    }

    let material: Material
    /// Tells keys apart without giving one away: the first 8 hex digits of the key's SHA-256.
    public let id: String

    /// Standard Webhooks takes the bytes behind `whsec_`, decoded from base64; the Ed25519 schemes take `whsk_` and base64 of
    /// the 32-byte seed (or seed and public key, 64); all others the whole text as it is (webhook-conventions.md §1).
    public init(_ secret: WebhookSecret, for scheme: SignatureScheme) throws(SecretFault) {
        let bytes: [UInt8]
        switch scheme {
        case .standard:
            bytes = try Self.decoded(secret, behind: "whsec_")
            material = .hmac(HMAC.Key(bytes))
        case .standardEd25519, .fal:
            bytes = Array(try Self.decoded(secret, behind: "whsk_").prefix(32))
            guard let key = Ed25519.PrivateKey(seed: bytes) else { throw Self.noSeed }
            material = .ed25519(key)
        case .none, .timestampedHex, .stripe, .hmacBody:
            guard !secret.text.isEmpty else { throw SecretFault(description: "the secret is empty") }
            bytes = Array(secret.text.utf8)
            material = .hmac(HMAC.Key(bytes))
        }
        id = Hex.encode(Array(SHA256.hash(bytes).prefix(4)))
    }

    private init(_ material: Material, id: String) {
        self.material = material
        self.id = id
    }

    /// A key that no receiver has: what a signature is made with that nobody should accept.
    static func unknown(for scheme: SignatureScheme) -> SigningKey {
        let seed = SHA256.hash(Array("understudy: a key that was retired".utf8))
        let id = Hex.encode(Array(SHA256.hash(seed).prefix(4)))
        if scheme.usesEd25519, let key = Ed25519.PrivateKey(seed: seed) { return SigningKey(.ed25519(key), id: id) }
        return SigningKey(.hmac(HMAC.Key(seed)), id: id)
    }

    /// 32 bytes; nil for a key that both sides share.
    public var publicKey: [UInt8]? {
        if case .ed25519(let key) = material { key.publicKey } else { nil }
    }

    func sign(_ message: [UInt8]) -> [UInt8] {
        switch material {
        case .hmac(let key): key.sign(message).bytes
        case .ed25519(let key): key.sign(message)
        }
    }

    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch material {
        case .hmac(let key): constantTimeEquals(signature, key.sign(message).bytes)
        case .ed25519(let key): Ed25519.verify(signature, of: message, publicKey: key.publicKey)
        }
    }

    private static func decoded(_ secret: WebhookSecret, behind prefix: String) throws(SecretFault) -> [UInt8] {
        let text = secret.text.hasPrefix(prefix) ? String(secret.text.dropFirst(prefix.utf8.count)) : secret.text
        guard let bytes = Base64.decode(text), !bytes.isEmpty else {
            throw SecretFault(
                description: "expected `\(prefix)` and base64 (letters, digits, `+`, `/`, padded with `=`) behind it")
        }
        return bytes
    }

    private static let noSeed = SecretFault(
        description: "an Ed25519 key is `whsk_` and base64 of its 32 bytes, or of 64 with the public key behind them")
}
