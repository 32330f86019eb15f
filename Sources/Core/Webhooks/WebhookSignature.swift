import Digests

/// What a scenario does to a signature (language.md §3.6).
public enum SignatureManner: String, Sendable, Equatable, CaseIterable {
    case valid
    /// In the right form, over another body.
    case invalid
    /// The header is not there.
    case absent
    /// Made ten minutes before, and the same on each attempt.
    case stale
    /// One of a version that nobody knows first, then those of older keys, the newest key's last.
    case rotated

    /// How much older than its event a stale signature is: twice what receivers allow [chosen].
    public static let staleness = Duration.seconds(600)
    /// Receivers should refuse it.
    public var isForged: Bool { self == .invalid || self == .absent || self == .stale }
}

extension WebhookMessage {
    /// The headers that sign this message, in the order they are sent.
    ///
    /// - Parameter keys: newest first; with none nothing is signed. The schemes whose header holds one signature take the
    ///   newest alone, or under `.rotated` the oldest.
    public func signatureHeaders(
        _ scheme: SignatureScheme, keys: [SigningKey], manner: SignatureManner = .valid
    ) -> [HeaderField] {
        guard scheme != .none, !keys.isEmpty else { return [] }
        var headers = fields(scheme, keys, manner)
        if manner == .absent { headers.removeAll { $0.name.lowercased() == scheme.header } }
        return headers
    }

    private func fields(_ scheme: SignatureScheme, _ keys: [SigningKey], _ manner: SignatureManner) -> [HeaderField] {
        let single = signature(scheme, manner == .rotated ? keys[keys.count - 1] : keys[0], manner)
        switch scheme {
        case .none: return []
        case .timestampedHex:
            return [
                HeaderField("x-webhook-timestamp", "\(timestamp)"),
                HeaderField("x-webhook-signature", Hex.encode(single)),
            ]
        case .standard, .standardEd25519:
            return [
                HeaderField("webhook-id", id), HeaderField("webhook-timestamp", "\(timestamp)"),
                HeaderField("webhook-signature", standardList(scheme, keys, manner)),
            ]
        case .stripe: return [HeaderField("Stripe-Signature", stripeList(keys, manner))]
        case .hmacBody: return [HeaderField("X-Hub-Signature-256", "sha256=" + Hex.encode(single))]
        case .fal:
            return [
                HeaderField("X-Fal-Webhook-Request-Id", id), HeaderField("X-Fal-Webhook-User-Id", user),
                HeaderField("X-Fal-Webhook-Timestamp", "\(timestamp)"),
                HeaderField("X-Fal-Webhook-Signature", Hex.encode(single)),
            ]
        }
    }

    private func signature(_ scheme: SignatureScheme, _ key: SigningKey, _ manner: SignatureManner) -> [UInt8] {
        var message = self
        if manner == .invalid { message.body.append(UInt8(ascii: " ")) }
        return key.sign(message.signedText(scheme))
    }

    /// Signatures with their versions, one space between them.
    private func standardList(_ scheme: SignatureScheme, _ keys: [SigningKey], _ manner: SignatureManner) -> String {
        let version = scheme == .standard ? "v1," : "v1a,"
        let list = order(keys, scheme, manner).map { version + Base64.encode(signature(scheme, $0, manner)) }
        let front = manner == .rotated ? ["v9," + Base64.encode(SHA256.hash(body))] : []
        return (front + list).joined(separator: " ")
    }

    private func stripeList(_ keys: [SigningKey], _ manner: SignatureManner) -> String {
        let list = order(keys, .stripe, manner).map { "v1=" + Hex.encode(signature(.stripe, $0, manner)) }
        let front = manner == .rotated ? ["v0=" + Hex.encode(SHA256.hash(body))] : []
        return (["t=\(timestamp)"] + front + list).joined(separator: ",")
    }

    private func order(_ keys: [SigningKey], _ scheme: SignatureScheme, _ manner: SignatureManner) -> [SigningKey] {
        guard manner == .rotated else { return keys }
        return keys.count > 1 ? keys.reversed() : [.unknown(for: scheme)] + keys
    }
}
