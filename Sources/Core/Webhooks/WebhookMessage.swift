import Digests

/// What a signature covers: exactly the bytes that are sent, and when.
public struct WebhookMessage: Sendable, Equatable {
    /// The event's id, the same on each attempt. Without dots, so that no field can be shifted into another.
    public var id: String
    /// Unix seconds, new for each attempt.
    public var timestamp: Int64
    public var body: [UInt8]
    /// Whose event it is, for `fal`.
    public var user: String

    public init(id: String, timestamp: Int64, body: [UInt8], user: String = "") {
        self.id = id
        self.timestamp = timestamp
        self.body = body
        self.user = user
    }

    func signedText(_ scheme: SignatureScheme) -> [UInt8] {
        switch scheme {
        case .none: []
        case .standard, .standardEd25519: Array("\(id).\(timestamp).".utf8) + body
        case .timestampedHex, .stripe: Array("\(timestamp).".utf8) + body
        case .hmacBody: body
        case .fal: Array("\(id)\n\(user)\n\(timestamp)\n\(Hex.encode(SHA256.hash(body)))".utf8)
        }
    }
}
