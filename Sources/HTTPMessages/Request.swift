/// A request that has passed the gate: framing, names, values and target are sound.
public struct Request: Sendable, Equatable {
    public enum Body: Sendable, Equatable {
        case bytes([UInt8])
        /// More came than the limit given for this request head; nothing of it was kept.
        /// The dialect decides what that means, since a key may have to be checked first.
        case tooLarge(limit: Int)
        /// Within its limit, but longer than is held: its beginning, its length, and the SHA-256 of it all in lower-case hex.
        case measured(head: [UInt8], length: Int, digest: String)

        /// What is there of it: nothing when it was too large to keep, its beginning when it was too long to hold.
        public var bytes: [UInt8] {
            switch self {
            case .bytes(let bytes): bytes
            case .tooLarge: []
            case .measured(let head, _, _): head
            }
        }
    }

    public var body: Body
    /// In upper case, from the gate's closed list.
    public var method: String
    /// The raw path below `base`, still percent-encoded, beginning with `/`.
    public var path: String
    /// The raw query without its `?`; empty when there is none.
    public var query: String
    public var headers: Headers
    /// `scheme://host:port/prefix` that the request came in by, without a slash at the end.
    /// Every URL that an answer hands out begins with it.
    public var base: String
    /// The address of the client, without its port.
    public var peer: String

    /// The body's bytes, as far as they are there.
    public var bytes: [UInt8] { body.bytes }
}

extension Request {
    /// By way of the memberwise initializer: what is assigned field by field is copied once more at its end.
    public init(
        method: String, path: String, query: String = "", headers: Headers = [:], body: [UInt8] = [],
        base: String = "http://127.0.0.1:4010", peer: String = "127.0.0.1"
    ) {
        self.init(
            body: .bytes(body), method: method, path: path, query: query, headers: headers, base: base, peer: peer)
    }
}
