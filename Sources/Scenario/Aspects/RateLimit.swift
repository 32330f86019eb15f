import Core

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

extension RateLimitDirective: AspectEffect {
    /// Jobs are counted where they come into being.
    var steps: StepSet {
        if case .concurrentJobs = limit { .made } else { .all }
    }

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.rateLimit = self
    }

    mutating func belong(to rule: String) {
        self.rule = rule
    }

    fileprivate init?(_ reading: Reading, _ builder: inout Builder, _ rule: RuleScope) {
        guard let limit = Self.limit(reading, &builder) else { return nil }
        self.init(
            rule: rule.name, limit: limit, per: reading[Keys.per] ?? .account,
            window: reading[Keys.window] ?? .tokenBucket, retryAfter: reading[Keys.retryAfter] ?? .automatic(nil))
    }

    private static func limit(_ reading: Reading, _ builder: inout Builder) -> Limit? {
        if let always = reading.entry(Keys.always)?.value, Form.boolean.value(always) == false {
            builder.report("leave `\(Keys.always.name)` out instead", at: always)
        }
        if let burst = reading.entry(Keys.burst), reading[Keys.window] == .fixed {
            builder.report("a fixed window has no burst: leave out one of `burst` and `window`", at: burst)
        }
        if let jobs = reading[Keys.concurrentJobs] { return .concurrentJobs(jobs) }
        if let rate = reading[Keys.requests] { return .requests(rate, burst: reading[Keys.burst]) }
        return Keys.word.value(reading) ?? reading[Keys.always].map { _ in .always }
    }
}

extension Effects {
    public var rateLimit: RateLimitDirective? { first(RateLimitDirective.self) }
}

extension Aspect {
    static let rateLimit = Aspect(
        "rate_limit", .either([Keys.word.shape, .table(Keys.table)]), "a real limiter on scenario time", at: .answered
    ) { reading, builder, rule in RateLimitDirective(reading, &builder, rule) }
}

private enum Keys {
    static let table = Table(
        "`rate_limit`", [requests, burst, concurrentJobs, always, per, window, retryAfter],
        demands: [
            .exactlyOne([requests, concurrentJobs, always]), .needs(burst, requests), .needs(window, requests),
        ])

    static let requests = Field("requests", .rate, "so many requests in so long")
    static let burst = Field("burst", .positive, "how many a full bucket holds; default: those of `requests`")
    static let concurrentJobs = Field("concurrent_jobs", .positive, "how many jobs may run at once")
    static let always = Field("always", .boolean, "every match is refused")
    static let per = Field<RateLimitDirective.Per>(
        "per", .words("subject"), "who shares one limit; default `account`")
    static let window = Field<LimitWindow>(
        "window", .words("window"), "how requests are counted; default `token_bucket`")
    static let retryAfter = Field("retry_after", .retryAfter, "when to come back; default `auto`")

    static let word = Form<RateLimitDirective.Limit>.choice("word", [always.name: .always])
}
