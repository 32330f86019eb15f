import Core
import Documents
import HTTPMessages

/// What the rules say about one request, aspect by aspect. nil: no rule speaks of it, so the provider behaves as its
/// specification says.
public struct Decision: Sendable {
    public var latency: Duration?
    public var job: JobDirective?
    public var error: ErrorDirective?
    public var httpError: HTTPErrorDirective?
    public var rateLimit: RateLimitDirective?
    public var signedURL: LinkTerms?
    public var clockSkew: ClockSkew?
    /// Polls answer 404 until that long after the create.
    public var visibilityDelay: Duration?
    public var replace: ReplaceDirective?
    public var patch: PatchDirective?
    public var redirect: RedirectDirective?
    public var fault: WireFault?
    /// Whether a create whose answer is spoilt makes its job all the same; nil: the rule does not say.
    public var commit: Bool?
    /// Whether a create makes its job although a foreign page is the answer.
    public var pageCommits = false
    public var slicer: Slicer?
    /// Bytes a second.
    public var bandwidth: Int?
    public var asset: AssetDirective?
    public var sse: EventStreamFaults?
    /// The plain answer comes although a stream was asked for.
    public var ignoresStream = false
    /// From a rule `on: connect`: the connection is closed after so much idleness.
    public var idleLimit: Duration?
    /// From a rule `on: connect`: nothing that comes on the connection is looked at.
    public var endsConnection = false
    /// What noise and the sizes of slices come from.
    public var chance: UInt64 = 0
    public var webhook: WebhookDirective?
    /// Which rule decided which aspect, for the journal.
    public var fired: [Firing]

    public struct Firing: Sendable, Equatable {
        public var rule: String
        public var aspect: String

        public init(rule: String, aspect: String) {
            self.rule = rule
            self.aspect = aspect
        }
    }

    public init() {
        fired = []
    }

    /// Whether a create makes its job, although its answer may be spoilt.
    public var commits: Bool {
        if httpError != nil { return pageCommits }
        return fault.map { commit ?? $0.tellsAnswer } ?? true
    }

    /// Whether no status line goes out.
    public var hidesAnswer: Bool { fault?.hidesAnswer ?? false }

    /// Whether nothing of what the provider would answer is seen, so that nobody need wait for it.
    public var hidesProvider: Bool { hidesAnswer || httpError != nil }
}

/// `job:` (language.md §3.3). nil: by pace and catalog.
public struct JobDirective: Sendable, Equatable {
    public var queued: Duration?
    public var running: Duration?
    public var outcome: Outcome?
    public var polls: Int?
    public var cost: Money?
    /// What polls tell instead of the normal sequence.
    public var statuses: StatusSequence?
    public var output: OutputChange?
    /// Whether a client that hangs up loses the job.
    public var cancelsOnDisconnect: Bool?
    /// Nobody finds the job any more that long after its create.
    public var expiry: Duration?

    public enum Outcome: Sendable, Equatable {
        case completed
        case failed(SemanticError, message: String?)
        case stuck(in: Job.State)
    }

    public init() {}
}

/// `error:` the provider's own status, envelope and code for it.
public struct ErrorDirective: Sendable, Equatable {
    public var error: SemanticError
    public var message: String?
    public var param: String?
    public var retryAfter: RetryAfter
    public var headers: [HeaderField]

    public init(
        _ error: SemanticError, message: String? = nil, param: String? = nil, retryAfter: RetryAfter = .automatic(nil),
        headers: [HeaderField] = []
    ) {
        self.error = error
        self.message = message
        self.param = param
        self.retryAfter = retryAfter
        self.headers = headers
    }
}

/// `http_error:` an answer that the provider itself would not give. Complete: preset, envelope or body are already bytes here.
public struct HTTPErrorDirective: Sendable, Equatable {
    public var status: Int
    /// Content type included.
    public var headers: [HeaderField]
    public var body: [UInt8]
    public var retryAfter: RetryAfter
    /// The reason phrase; nil: the usual one.
    public var reason: String?

    public init(
        status: Int, headers: [HeaderField], body: [UInt8], retryAfter: RetryAfter, reason: String? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.retryAfter = retryAfter
        self.reason = reason
    }
}

/// `rate_limit:` a real limiter on scenario time, one for each rule and subject of `per`.
public struct RateLimitDirective: Sendable, Equatable {
    public enum Limit: Sendable, Equatable {
        case always
        case requests(Rate, burst: Int?)
        case concurrentJobs(Int)
    }

    public enum Per: String, Sendable, Equatable, CaseIterable {
        case account, ip, model, scenario
    }

    /// The rule's name: limiters of different rules do not know of each other.
    public var rule: String
    public var limit: Limit
    public var per: Per
    public var window: LimitWindow
    public var retryAfter: RetryAfter

    public init(rule: String, limit: Limit, per: Per, window: LimitWindow, retryAfter: RetryAfter) {
        self.rule = rule
        self.limit = limit
        self.per = per
        self.window = window
        self.retryAfter = retryAfter
    }
}
