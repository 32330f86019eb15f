/// An answer before it is decided how it goes out.
public struct Response: Sendable {
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Read piece by piece while it is sent.
        case stream(any BodyStream)
        /// The file of the asset that the reply names; UnderstudyServer fills it in.
        case asset
        /// Bytes with whole files of the job in them; UnderstudyServer fills those in.
        case parts([BodyPart])
        /// Server-sent events; UnderstudyServer plays them in scenario time.
        case events(EventStream)

        /// Whether it can be sent as it is.
        public var isFilled: Bool {
            switch self {
            case .bytes, .stream: true
            case .asset, .parts, .events: false
            }
        }
    }

    public var status: Int
    public var headers: Headers
    public var body: Body

    public init(status: Int, headers: Headers = [:], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public init(status: Int, headers: Headers = [:], body: [UInt8]) {
        self.init(status: status, headers: headers, body: .bytes(body))
    }
}

/// A body that is produced while it is sent. Each exchange has a stream of its own, and one thread reads it at a time.
public protocol BodyStream: AnyObject, Sendable {
    /// The length in bytes, or nil to send it in chunks.
    var length: Int? { get }
    /// The next piece, of at most `limit` bytes.
    func next(atMost limit: Int) -> BodyPiece
}

public enum BodyPiece: Sendable, Equatable {
    case bytes([UInt8])
    /// Nothing until that much scenario time has passed.
    case pause(Duration)
    case end
    /// Broken off: the connection closes without completing the body.
    case failure
}
