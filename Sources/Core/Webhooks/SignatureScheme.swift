/// How a webhook proves where it comes from (webhook-conventions.md §3).
public enum SignatureScheme: String, Sendable, Hashable, CaseIterable {
    case none
    /// Hex HMAC over `timestamp.body` in two headers: what one public receiver of Unified Tasks checks.
    case timestampedHex = "timestamped_hex"
    /// Standard Webhooks, symmetric (`v1`).
    case standard
    /// Standard Webhooks, asymmetric (`v1a`).
    case standardEd25519 = "standard_ed25519"
    case stripe
    /// `X-Hub-Signature-256` over the body alone.
    case hmacBody = "hmac_body"
    /// Ed25519 over request, user, time and the body's hash; receivers fetch the public key.
    case fal

    /// The header that holds the signature, in lower case; nil for `none`.
    public var header: String? {
        switch self {
        case .none: nil
        case .timestampedHex: "x-webhook-signature"
        case .standard, .standardEd25519: "webhook-signature"
        case .stripe: "stripe-signature"
        case .hmacBody: "x-hub-signature-256"
        case .fal: "x-fal-webhook-signature"
        }
    }

    var usesEd25519: Bool { self == .standardEd25519 || self == .fal }
}
