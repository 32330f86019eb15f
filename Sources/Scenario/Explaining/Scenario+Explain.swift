import Core

extension Scenario {
    /// Explains what the rules say about a request, without counting it.
    ///
    /// - Parameters:
    ///   - elapsed: scenario time since the scenario was loaded.
    ///   - counters: how often rules have matched so far; a new one for the first request of all.
    public func explain(_ subject: Subject, at elapsed: Duration, counters: Counters = Counters()) -> Explanation {
        let model = subject.model.flatMap { outline(of: $0, at: subject.provider) }
        var subject = subject
        subject.modality = subject.modality ?? model?.modality
        var told = Told(subject: subject, elapsed: elapsed, counters: counters)
        var end: Duration? = .zero
        var ordinal = 0
        for phase in phases {
            let start = end
            end = phase.lasts.flatMap { lasts in end.map { $0 + lasts } }
            let isOn = start.map { $0 <= elapsed } ?? false && end.map { elapsed < $0 } ?? true
            for rule in phase.rules {
                let compiled = CompiledRule(rule, ordinal: ordinal)
                ordinal += 1
                if isOn {
                    tell(compiled, phase.name, &told)
                } else {
                    told.lines.append(
                        Explanation.Line(
                            rule: rule.name, phase: phase.name, decides: [], reason: "its phase is not on"))
                }
            }
        }
        for rule in rules {
            tell(CompiledRule(rule, ordinal: ordinal), nil, &told)
            ordinal += 1
        }
        if let steps = steps[subject.provider], subject.step != .connect, !steps.contains(subject.step) {
            let list = Suggestion.list(Step.allCases.filter(steps.contains).map(\.rawValue))
            return Explanation(
                model: "\(subject.provider.rawValue) has no step `\(subject.step.rawValue)`; it has \(list).",
                lines: [], hasStep: false, elapsed: elapsed)
        }
        let known = subject.model.map { word(about: $0, of: subject.provider, model) } ?? ""
        return Explanation(model: known, lines: told.shown(limitsFirst: limitsFirst(told)), elapsed: elapsed)
    }

    /// Whether the provider looks at its rate limit before it would give the error that was decided.
    private func limitsFirst(_ told: Told) -> Bool {
        guard let error = told.decision.error?.error else { return true }
        return !(errorsBeforeLimits[told.subject.provider]?.contains(error) ?? false)
    }

    /// What was said about a request so far, rule by rule.
    private struct Told {
        let subject: Subject
        let elapsed: Duration
        var counters: Counters
        var decision = Decision()
        var open = AspectSet.all
        var lines: [Explanation.Line] = []
        /// For each of what was decided, its line.
        private var places: [Int] = []

        init(subject: Subject, elapsed: Duration, counters: Counters) {
            self.subject = subject
            self.elapsed = elapsed
            self.counters = counters
        }

        mutating func decide(_ rule: CompiledRule, _ act: Int, _ aspects: AspectSet, seed: Int64) {
            rule.decide(act, aspects, &decision, seed: seed, subject: subject.drawKey)
            open.subtract(aspects)
            places += repeatElement(lines.count, count: decision.fired.count - places.count)
        }

        /// The lines, with what is masked among what they decide.
        func shown(limitsFirst: Bool) -> [Explanation.Line] {
            let outcome = decision.expectedOutcome(at: subject.step, limitsFirst: limitsFirst)
            var lines = lines
            for (index, showing) in decision.showings(of: outcome, at: subject.step).enumerated() {
                guard case .masked(let reason) = showing else { continue }
                lines[places[index]].masked.append(
                    Explanation.Masked(aspect: decision.fired[index].aspect, reason: reason))
            }
            return lines
        }
    }

    private func tell(_ rule: CompiledRule, _ phase: String?, _ told: inout Told) {
        let subject = told.subject
        func tell(_ decides: [String] = [], _ reason: String = "") {
            told.lines.append(
                Explanation.Line(rule: rule.rule.name, phase: phase, decides: decides, reason: reason))
        }
        let possible = rule.aspects(at: subject.step, provider: subject.provider)
        if possible.isEmpty { return tell([], rule.silence(at: subject.step, provider: subject.provider)) }
        if let mismatch = rule.rule.match.mismatch(subject) { return tell([], mismatch) }
        if let silence = told.counters.silence(of: rule, subject, seed, told.elapsed) { return tell([], silence.words) }
        let act = told.counters.acts(of: rule, subject)
        if rule.isPass(act) { return tell([], "item \(act + 1) of its sequence lets the request pass") }
        let aspects = rule.aspects(of: act, at: subject.step, provider: subject.provider)
        let taken = rule.names(of: aspects.subtracting(told.open), after: act)
        let decides = aspects.intersection(told.open)
        told.decide(rule, act, decides, seed: seed)
        let reasons =
            rule.notes(of: decides, after: act, at: subject.provider)
            + (taken.isEmpty ? [] : ["an earlier rule decides \(taken.joined(separator: ", "))"])
        tell(rule.names(of: decides, after: act), reasons.joined(separator: "; "))
    }
}

extension CompiledRule {
    /// Why it has nothing to say at a step of a provider.
    func silence(at step: Step, provider: Provider) -> String {
        if !rule.match.providers.contains(ProviderSet(provider)) {
            let wanted = rule.match.providers.providers.map(\.rawValue).joined(separator: ", ")
            return "`provider` is \(provider.rawValue), not \(wanted)"
        }
        if !rule.steps.contains(StepSet(step)) {
            return "`on` is \(rule.steps.steps.map(\.rawValue).joined(separator: ", ")), not \(step.rawValue)"
        }
        return "what it names is not decided at \(step.rawValue) of \(provider.rawValue)"
    }
}
