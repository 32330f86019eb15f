import Core
import Digests
import HTTPMessages

/// A rule with everything about it that does not depend on a request worked out.
final class CompiledRule: Sendable {
    let rule: Rule
    /// Its place in the order that decides, and its name among the counters.
    let ordinal: Int
    let needsAttempt: Bool
    /// For each provider and step, since every request at them asks.
    private let aspects: [AspectSet]

    init(_ rule: Rule, ordinal: Int) {
        self.rule = rule
        self.ordinal = ordinal
        needsAttempt = rule.match.needsAttempt || rule.when.percentage != nil || rule.then.isDrawn
        aspects = Provider.allCases.flatMap { provider in
            Step.allCases.map { Self.aspects(of: rule, at: $0, provider: provider) }
        }
    }

    private static let fileSteps = Aspect.signedURL.steps

    /// What it can decide at that step of that provider.
    func aspects(at step: Step, provider: Provider) -> AspectSet {
        rule.match.providers.contains(ProviderSet(provider))
            ? aspects[provider.place * Step.count + step.place] : []
    }

    private static func aspects(of rule: Rule, at step: Step, provider: Provider) -> AspectSet {
        let then = rule.then
        var aspects: AspectSet = []
        for aspect in Aspect.inOrder where then.named.contains(aspect.slot) {
            if aspect.slot == .fault, aspect != then.faultAspect { continue }
            let isOfFiles = AspectSet.ofFiles.contains(aspect.slot)
            // A file is made when its job is read, whichever of its steps the rule names (architecture.md §9.9).
            var steps = isOfFiles && !rule.steps.isDisjoint(with: fileSteps) ? fileSteps : rule.steps
            // A stream is the answer to a create.
            if steps.contains(.create) { steps.formUnion(.stream) }
            let isHere = steps.contains(StepSet(step)) && aspect.steps.contains(StepSet(step))
            // Bytes are asked for as a download, wherever they go out.
            if isHere, aspect != .asset || step == .download { aspects.insert(aspect.slot) }
        }
        if case .concurrentJobs? = then.rateLimit?.limit, !StepSet.made.contains(StepSet(step)) {
            aspects.remove(.rateLimit)
        }
        if !then.providersWithError.contains(ProviderSet(provider)) { aspects.remove(.error) }
        if !then.providersWithJobError.contains(ProviderSet(provider)) { aspects.remove(.job) }
        return aspects
    }

    /// Writes those aspects into the decision.
    func decide(_ aspects: AspectSet, _ decision: inout Decision, seed: Int64, subject: [UInt8]) {
        let then = rule.then
        func draw(_ aspect: Aspect, _ name: String) -> Draw {
            Draw(seed: seed, rule: rule.name, aspect: aspect.rawValue, name: name, subject: subject)
        }
        if aspects.contains(.latency) { decision.latency = then.latency?.duration(draw(.latency, "duration")) }
        if aspects.contains(.job), let job = then.job {
            decision.job = JobDirective(
                job, queued: job.queued?.duration(draw(.job, "queued")),
                running: job.running?.duration(draw(.job, "running")))
        }
        if aspects.contains(.slicer) {
            decision.slicer = then.slicer
            if then.slicer?.variation ?? 0 > 0 { decision.chance = draw(.slicer, "sizes").uint64 }
        }
        if aspects.contains(.fault) {
            decision.fault = then.fault
            decision.commit = then.commit
            if case .noise = then.fault { decision.chance = draw(.randomDataThenClose, "bytes").uint64 }
        }
        if aspects.contains(.sse), let sse = then.sse {
            decision.sse = sse.faults
            decision.ignoresStream = sse.ignoresStream
            decision.sse?.eventDelay = sse.eventDelay?.duration(draw(.sse, "event_delay"))
        }
        if aspects.contains(.webhook), let webhook = then.webhook {
            let delay = webhook.delay?.duration(draw(.webhook, "delay")) ?? .zero
            decision.webhook = WebhookDirective(webhook, rule: rule.name, delay: delay)
        }
        copy(aspects, to: &decision)
        for aspect in Aspect.inOrder where aspects.contains(aspect.slot) {
            if aspect.slot == .fault, aspect != then.faultAspect { continue }
            decision.fired.append(Decision.Firing(rule: rule.name, aspect: aspect.rawValue))
        }
    }

    /// The aspects in which nothing is drawn.
    private func copy(_ aspects: AspectSet, to decision: inout Decision) {
        let then = rule.then
        if aspects.contains(.error) { decision.error = then.error }
        if aspects.contains(.httpError) {
            decision.httpError = then.httpError
            decision.pageCommits = then.commit ?? false
        }
        if aspects.contains(.rateLimit) { decision.rateLimit = then.rateLimit }
        if aspects.contains(.signedURL) { decision.signedURL = then.signedURL }
        if aspects.contains(.clockSkew) { decision.clockSkew = then.clockSkew }
        if aspects.contains(.visibilityDelay) { decision.visibilityDelay = then.visibilityDelay }
        if aspects.contains(.replace) { decision.replace = then.replace }
        if aspects.contains(.patch) { decision.patch = then.patch }
        if aspects.contains(.redirect) { decision.redirect = then.redirect }
        if aspects.contains(.bandwidth) { decision.bandwidth = then.bandwidth }
        if aspects.contains(.asset) { decision.asset = then.asset }
    }
}

extension JobDirective {
    fileprivate init(_ effect: JobEffect, queued: Duration?, running: Duration?) {
        self.init()
        self.queued = queued
        self.running = running
        outcome = effect.outcome
        polls = effect.polls
        cost = effect.cost
        statuses = effect.statuses
        output = effect.output
        cancelsOnDisconnect = effect.cancelsOnDisconnect
        expiry = effect.expiry
    }
}
