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
        var counters = counters
        var open = AspectSet.all
        var lines: [Explanation.Line] = []
        var end: Duration? = .zero
        var ordinal = 0
        for phase in phases {
            let start = end
            end = phase.lasts.flatMap { lasts in end.map { $0 + lasts } }
            let isOn = start.map { $0 <= elapsed } ?? false && end.map { elapsed < $0 } ?? true
            for rule in phase.rules {
                let compiled = CompiledRule(rule, ordinal: ordinal)
                ordinal += 1
                lines.append(
                    isOn
                        ? line(compiled, subject, elapsed, phase.name, &counters, &open)
                        : Explanation.Line(
                            rule: rule.name, phase: phase.name, decides: [], reason: "its phase is not on"))
            }
        }
        for rule in rules {
            lines.append(line(CompiledRule(rule, ordinal: ordinal), subject, elapsed, nil, &counters, &open))
            ordinal += 1
        }
        let known = subject.model.map { word(about: $0, of: subject.provider, model) } ?? ""
        return Explanation(model: known, lines: lines, elapsed: elapsed)
    }

    private func line(
        _ rule: CompiledRule, _ subject: Subject, _ elapsed: Duration, _ phase: String?, _ counters: inout Counters,
        _ open: inout AspectSet
    ) -> Explanation.Line {
        func line(_ decides: AspectSet = [], _ reason: String = "") -> Explanation.Line {
            Explanation.Line(rule: rule.rule.name, phase: phase, decides: rule.names(of: decides), reason: reason)
        }
        let aspects = rule.aspects(at: subject.step, provider: subject.provider)
        if aspects.isEmpty { return line([], rule.silence(at: subject.step, provider: subject.provider)) }
        if let mismatch = rule.rule.match.mismatch(subject) { return line([], mismatch) }
        if let refusal = counters.refusal(rule, subject, seed, elapsed) { return line([], refusal) }
        let taken = rule.names(of: aspects.subtracting(open))
        let decides = aspects.intersection(open)
        open.subtract(decides)
        return line(decides, taken.isEmpty ? "" : "an earlier rule decides \(taken.joined(separator: ", "))")
    }
}

extension CompiledRule {
    /// Why it has nothing to say at a step of a provider.
    fileprivate func silence(at step: Step, provider: Provider) -> String {
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
