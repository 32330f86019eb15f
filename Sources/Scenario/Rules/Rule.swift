import Core
import HTTPMessages

/// One rule of a scenario: at which step, for which requests, how often, and what then (language.md §2).
public struct Rule: Sendable {
    /// Unique in its file; `scenario/rule` for one that came by `use`.
    public var name: String
    /// The scenario it came from by `use`; nil: the file's own.
    public var origin: String?
    public var steps: StepSet
    public var match: Match
    public var when: Frequency
    public var then: Effects

    /// The same rule as it stands in a scenario that uses this one's.
    func used(from scenario: String) -> Rule {
        guard origin == nil else { return self }
        var rule = self
        rule.origin = scenario
        rule.name = "\(scenario)/\(name)"
        rule.then.rateLimit?.rule = rule.name
        return rule
    }
}

/// What a rule does, aspect by aspect. nil: it does not speak of that one.
public struct Effects: Sendable {
    public var latency: DrawnDuration?
    public var job: JobEffect?
    public var error: ErrorDirective?
    public var httpError: HTTPErrorDirective?
    public var rateLimit: RateLimitDirective?
    public var signedURL: LinkTerms?
    public var clockSkew: ClockSkew?
    public var visibilityDelay: Duration?
    public var replace: ReplaceDirective?
    public var patch: PatchDirective?
    public var redirect: RedirectDirective?
    public var fault: WireFault?
    /// The name under which the rule gives its fault.
    var faultAspect: Aspect?
    public var commit: Bool?
    public var slicer: Slicer?
    public var bandwidth: Int?
    public var asset: AssetDirective?
    public var sse: StreamEffect?
    public var webhook: WebhookEffect?
    /// The providers that have the error that `error` names; for others the rule says nothing about it.
    var providersWithError = ProviderSet.all
    /// The same for the error of `job`.
    var providersWithJobError = ProviderSet.all

    init() {}

    /// The aspects that it speaks of.
    var named: AspectSet = []

    /// Whether two equal requests may get different answers by a draw.
    var isDrawn: Bool {
        [latency, job?.queued, job?.running].contains { $0?.isConstant == false } || slicer?.variation ?? 0 > 0
            || sse?.eventDelay?.isConstant == false
    }
}

/// `sse:` before its delay is drawn.
public struct StreamEffect: Sendable, Equatable {
    public var faults = EventStreamFaults()
    public var eventDelay: DrawnDuration?
    /// The stream that was asked for does not come: the plain answer does.
    public var ignoresStream = false

    init() {}
}

/// `job:` before its durations are drawn.
public struct JobEffect: Sendable, Equatable {
    public var queued: DrawnDuration?
    public var running: DrawnDuration?
    public var outcome: JobDirective.Outcome?
    public var polls: Int?
    public var cost: Money?
    public var statuses: StatusSequence?
    public var output: OutputChange?
    public var cancelsOnDisconnect: Bool?
    public var expiry: Duration?

    init() {}
}
