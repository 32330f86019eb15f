import Core
import HTTPMessages

/// What the rules say about one request, aspect by aspect. nil: no rule speaks of it, so the provider behaves as its
/// specification says.
public struct Decision: Sendable {
    public var latency: Duration?
    /// Of the latency and the silence of a fault, what passes in real time.
    public var realPauses: Delivery.RealPauses = []
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
    public var fault: (any WireFault)?
    /// Whether a create whose answer is spoilt makes its job all the same; nil: the rule does not say.
    public var commit: Bool?
    /// Whether a create makes its job although a foreign page is the answer.
    public var pageCommits = false
    public var slicer: Slicer?
    public var bandwidth: Bandwidth?
    public var compression: Compression?
    public var charset: Charset?
    public var asset: AssetDirective?
    public var sse: EventStreamFaults?
    /// The plain answer comes although a stream was asked for.
    public var ignoresStream = false
    /// From a rule `on: connect`: the connection is closed after so much idleness.
    public var idleLimit: Duration?
    /// From a rule `on: connect`: how the connection ends when its next request has come.
    public var reuseClose: ConnectionClose?
    /// From a rule `on: connect`: how the connection's further requests are read.
    public var reception: Reception?
    /// From a rule `on: connect`: nothing that comes on the connection is looked at.
    public var endsConnection = false
    /// What noise and the sizes of slices come from.
    public var chance: UInt64 = 0
    public var webhook: WebhookDirective?
    /// Which rule decided which aspect, for the journal.
    public var fired: [Firing]
    /// The acts of rules that have only so many.
    var acts: [Act] = []

    public struct Firing: Sendable, Equatable {
        public var rule: String
        public var aspect: String

        public init(rule: String, aspect: String) {
            self.rule = rule
            self.aspect = aspect
        }
    }

    /// An act of a rule that has only so many.
    struct Act: Sendable {
        var rule: Int
        /// Whose acts are counted together; nil: all.
        var subject: [UInt8]?
        /// What it decided, among `fired`.
        var fired: Range<Int>
    }

    /// Whether a rule may get back what it spent on this.
    public var hasLimitedActs: Bool { !acts.isEmpty }

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
