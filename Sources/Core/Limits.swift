/// So many requests in so long a time.
public struct Rate: Sendable, Equatable, Hashable {
    public var requests: Int
    public var per: Duration

    public init(_ requests: Int, per: Duration) {
        self.requests = requests
        self.per = per
    }
}

/// An account's ordinary limits; nil is unlimited.
public struct Limits: Sendable, Equatable {
    public var requests: Rate?
    /// How many requests a full token bucket holds; nil: `requests.requests`.
    public var burst: Int?
    public var concurrentJobs: Int?

    public init(requests: Rate? = nil, burst: Int? = nil, concurrentJobs: Int? = nil) {
        self.requests = requests
        self.burst = burst
        self.concurrentJobs = concurrentJobs
    }
}

/// How a rate is counted.
public enum LimitWindow: String, Sendable, Equatable, CaseIterable {
    case tokenBucket = "token_bucket"
    /// A fixed window that begins with its first request.
    case fixed
}
