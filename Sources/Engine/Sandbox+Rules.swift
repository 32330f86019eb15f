import Basics
import Core
import DialectKit
import HTTPMessages
import Journal
import Scenario
import Time

/// What the scenario says. Rules are matched without a lock on the state; what they decide, and their counting, is one step under
/// it, and happens only if the scenario that was matched is still in force.
extension Sandbox {
    /// Counts the request among those that are the same, and asks the rules what they say to it. False when another scenario came
    /// into force meanwhile: nothing was counted for its rules then.
    ///
    /// A poll or download is its job and its own ordinal; every other request is its fingerprint and attempt.
    func evaluateRules(_ context: inout RequestContext, job: Job?) -> Bool {
        let step = context.parsed.step ?? .poll
        context.sight = job.map { job in
            JobSight(
                state: job.state(at: context.moment).rawValue, age: context.moment - job.created, polls: job.polls)
        }
        let fingerprint = job == nil ? Fingerprint(of: context) : nil
        let key: AttemptKey = if let job { .job(job.key, step) } else { .request(fingerprint!) }
        let connection = connectionDecision(of: &context)
        let isDecided = attempts.withLock(of: key) { counts -> Bool in
            if context.identity.attempt == 0 {
                let earlier = if let job, step == .poll { job.polls } else { 0 }
                context.identity.attempt = counts.count(key, after: earlier, resets: context.loaded.resets)
            }
            let (attempt, seed) = (context.identity.attempt, context.loaded.scenario.seed)
            context.identity =
                if let job {
                    Identity(of: job, ordinal: attempt, step, seed: seed)
                } else {
                    Identity(fingerprint!, attempt: attempt, seed: seed, provider: context.provider)
                }
            // Nothing that comes on a connection is looked at which a rule ends.
            guard connection?.value.endsConnection != true, let step = context.decisiveStep,
                !context.loaded.program.hasNoRules(step: step, provider: context.provider)
            else { return true }
            let (provider, model, moment) = (context.provider, context.model(of: job), context.moment)
            switch decide(
                context.subject(step: step, job: job, at: moment), step: step, provider: provider, model: model,
                context.loaded, at: moment)
            {
            case .superseded: return false
            case .silent: return true
            case .decided(let decision):
                context.decision = Shared(decision)
                return true
            }
        }
        if isDecided, let connection { context.decision = Shared(connection.value.joined(to: context.decision?.value)) }
        return isDecided
    }

    /// What was or is decided about the connection of a request, with its first one.
    private func connectionDecision(of context: inout RequestContext) -> Shared<Decision>? {
        switch context.connection {
        case .reused: return nil
        case .decided(let decision): return decision
        case .new:
            guard !context.loaded.program.hasNoRules(step: .connect, provider: context.provider) else { return nil }
            let decided: Shared<Decision>? =
                switch connect(context.provider, peer: context.request.peer) {
                case .open: nil
                case .decided(let decision): decision
                case .refused: Shared(.refusal)
                }
            // Its rules are counted once, also when another scenario comes into force and the request is read again.
            context.connection = decided.map { .decided($0) } ?? .reused
            return decided
        }
    }

    enum RuleResult {
        case decided(Decision)
        case silent
        case superseded
    }

    /// Lets the rules of a scenario decide about a subject, which is made only when step, provider and model do not rule all of
    /// them out.
    func decide(
        _ subject: @autoclosure () -> Subject, step: Step, provider: Provider, model: String?, _ loaded: LoadedScenario,
        at moment: Moment
    ) -> RuleResult {
        let elapsed = moment - loaded.loadedAt
        let candidates = loaded.program.candidates(
            for: subject(), step: step, provider: provider, model: model, at: elapsed,
            tellGivenUp: { tellGivenUp($0, loaded) })
        guard !candidates.isEmpty else { return .silent }
        let subject = subject()
        return state.withLock { state in
            state.rules.decide(candidates, of: loaded, subject: subject, at: elapsed).map { .decided($0) }
                ?? .superseded
        }
    }

    /// A rule that is passed over since its expression is too costly looks like one that was never meant, so the log says it.
    func tellGivenUp(_ rule: String, _ loaded: LoadedScenario) {
        guard loaded.isFirstGivenUp(rule) else { return }
        tell(
            """
            A regular expression of the rule `\(rule)` took too many steps for a request, which counts as no match. This is said once \
            for each rule.
            """, isWarning: true)
    }

    /// What the rules in force say about something that no request asks for: a webhook; nil when they say nothing.
    ///
    /// - Parameter subject: made for the scenario in force, which may not be the one that a request came in under.
    func decide(
        step: Step, provider: Provider, model: String?, at moment: Moment, _ subject: (LoadedScenario) -> Subject
    ) -> Decision? {
        while true {
            let loaded = inForce.withLock { $0 }
            guard !loaded.program.hasNoRules(step: step, provider: provider) else { return nil }
            switch decide(
                subject(loaded), step: step, provider: provider, model: model, loaded, at: moment)
            {
            case .decided(let decision): return decision
            case .silent: return nil
            case .superseded: continue
            }
        }
    }
}

extension RequestContext {
    fileprivate func model(of job: Job?) -> String? { parsed.model ?? job?.request.model }

    /// What rules can see of it.
    fileprivate func subject(step: Step, job: Job?, at moment: Moment) -> Subject {
        let facts = job.map {
            Subject.JobFacts(id: $0.id, status: $0.state(at: moment), age: moment - $0.created, polls: $0.polls)
        }
        return Subject(
            step: step, provider: provider, request: request, account: account?.name ?? job?.account,
            model: model(of: job), modality: parsed.modality ?? job?.request.modality,
            prompt: parsed.prompt ?? job?.request.prompt, body: parsed.body, job: facts,
            attempt: identity.attempt, drawKey: identity.drawKey)
    }
}
