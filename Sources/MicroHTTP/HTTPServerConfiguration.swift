/// Where the server listens and what it bears. All time limits are real time.
public struct HTTPServerConfiguration: Sendable {
    /// An address or a name; nil: the loopback of IPv4 and, where the machine has it, of IPv6, on the same port.
    public var host: String?
    /// In 0 to 65,535; 0: any free one.
    public var ports: [Int]
    /// How many loop threads; nil: one for each core, four at most (http-library.md §1).
    public var loops: Int?

    /// From the connection, or from the request line on a kept one, to the end of the request head.
    /// Default 10 s (http-library.md §3).
    public var headTimeout: Duration = .seconds(10)
    /// From the end of the head to the end of the body. Default 60 s (http-library.md §3).
    public var bodyTimeout: Duration = .seconds(60)
    /// Between two requests on a kept connection. Default 75 s (http-library.md §3).
    public var idleTimeout: Duration = .seconds(75)
    /// How long a client may leave sent bytes unacknowledged; then the kernel gives the connection up. Default 60 s [chosen].
    public var sendTimeout: Duration = .seconds(60)

    /// Connections over all loops; nil: what `RLIMIT_NOFILE` allows, which is raised to its hard limit.
    public var connectionLimit: Int?
    /// What the end of a client's sending means while its request is held: the same on the wire whether it still reads or has gone.
    public enum HalfClose: String, Sendable, CaseIterable {
        /// It has gone: what it asked for ends, and a job that is bound to it is cancelled.
        case hangUp = "hang-up"
        /// It waits for its answer. That it has gone altogether is noticed by a reset, by the first write, or by probes after a minute or so.
        case wait
    }

    /// How long the head of a request may be; over it 431 or 414. Default 16 KiB in 200 fields [chosen].
    public var headLimits = HeadLimits()
    /// Bytes of memory of one connection: request head and response head lie in it. A larger pool is slower, since
    /// it is cleared for each request. Default 32 KiB: the longest head with the most fields, and as much as the library takes from
    /// the heap (http-library.md §3).
    public var memoryPool = 32 << 10
    /// Bytes of all request bodies that are in memory at one time; over it 503. Default 256 MiB
    /// (architecture.md §9.11).
    public var bodiesInFlight = 256 << 20
    /// Bytes of a body after which the application may have the rest of it measured instead of held. Default 64 MiB
    /// (architecture.md §9.11).
    public var longBody = 64 << 20
    /// Bytes beyond its limit that are read and thrown away, so that the client can read its refusal; one that
    /// announces more is answered at once and closed. Default 64 MiB [chosen].
    public var discardLimit = 64 << 20

    /// What it means when a client finishes sending while its request is held. Default: it has hung up (http-library.md §2).
    public var halfClose = HalfClose.hangUp

    /// Whether pages of other sites may read the refusals that the application never hears of (CORS).
    public var allowsOrigins = false

    /// Hears in a sentence of what the server cannot do as it should and goes on without; on any thread.
    public var warn: @Sendable (String) -> Void = { _ in }

    public init(host: String? = nil, ports: [Int] = [0], loops: Int? = nil) {
        self.host = host
        self.ports = ports
        self.loops = loops
    }
}

/// How long the head of a request may be.
public struct HeadLimits: Sendable {
    /// Bytes, request line and empty line with it; over it 431, or 414 when the target alone is longer.
    public var bytes: Int
    /// Header fields and cookies together, over it 431, and parameters of the query, over it 414.
    public var fields: Int

    public init(bytes: Int = 16 << 10, fields: Int = 200) {
        self.bytes = bytes
        self.fields = fields
    }
}
