import Core
import Digests

/// A rule with everything about it that does not depend on a request worked out.
final class CompiledRule: Sendable {
    let rule: Rule
    /// Its place in the order that decides, and its name among the counters.
    let ordinal: Int
    let needsAttempt: Bool
    private let named: AspectSet
    private let limitsJobs: Bool

    init(_ rule: Rule, ordinal: Int) {
        self.rule = rule
        self.ordinal = ordinal
        named = rule.then.named
        needsAttempt = rule.match.needsAttempt || rule.when.percentage != nil || rule.then.isDrawn
        limitsJobs = if case .concurrentJobs? = rule.then.rateLimit?.limit { true } else { false }
    }

    private static let linkSteps = Aspect.signedURL.steps

    /// What it can decide at that step of that provider.
    func aspects(at step: Step, provider: Provider) -> AspectSet {
        guard rule.match.providers.contains(ProviderSet(provider)), StepSet.answered.contains(StepSet(step)) else {
            return []
        }
        var aspects = rule.steps.contains(StepSet(step)) ? atOwnStep(step) : []
        // A link is made when its job is read, whichever of its steps the rule names (design.md §9.9).
        if Self.linkSteps.contains(StepSet(step)), !rule.steps.isDisjoint(with: Self.linkSteps) {
            aspects.formUnion(named.intersection(.signedURL))
        }
        if !rule.then.providersWithError.contains(ProviderSet(provider)) { aspects.remove(.error) }
        if !rule.then.providersWithJobError.contains(ProviderSet(provider)) { aspects.remove(.job) }
        return aspects
    }

    private func atOwnStep(_ step: Step) -> AspectSet {
        var aspects = named.subtracting(.signedURL)
        if step != .create {
            aspects.remove(.job)
            if limitsJobs { aspects.remove(.rateLimit) }
        }
        return aspects
    }

    /// Writes those aspects into the decision.
    func decide(_ aspects: AspectSet, _ decision: inout Decision, seed: Int64, subject: [UInt8]) {
        func draw(_ aspect: Aspect, _ name: String) -> Draw {
            Draw(seed: seed, rule: rule.name, aspect: aspect.rawValue, name: name, subject: subject)
        }
        if aspects.contains(.latency) { decision.latency = rule.then.latency?.duration(draw(.latency, "duration")) }
        if aspects.contains(.job), let job = rule.then.job {
            decision.job = JobDirective(
                job, queued: job.queued?.duration(draw(.job, "queued")),
                running: job.running?.duration(draw(.job, "running")))
        }
        if aspects.contains(.error) { decision.error = rule.then.error }
        if aspects.contains(.httpError) { decision.httpError = rule.then.httpError }
        if aspects.contains(.rateLimit) { decision.rateLimit = rule.then.rateLimit }
        if aspects.contains(.signedURL) { decision.signedURL = rule.then.signedURL }
        for (aspect, word) in Self.order where aspects.contains(aspect) {
            decision.fired.append(Decision.Firing(rule: rule.name, aspect: word.rawValue))
        }
    }

    private static let order: [(AspectSet, Aspect)] = [
        (.latency, .latency), (.job, .job), (.error, .error), (.httpError, .httpError), (.rateLimit, .rateLimit),
        (.signedURL, .signedURL),
    ]
}

extension JobDirective {
    fileprivate init(_ effect: JobEffect, queued: Duration?, running: Duration?) {
        self.init()
        self.queued = queued
        self.running = running
        outcome = effect.outcome
        polls = effect.polls
        cost = effect.cost
    }
}
