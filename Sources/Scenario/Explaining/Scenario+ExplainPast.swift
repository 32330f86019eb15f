import Core

/// What the rules made of a request that was answered.
public struct PastDecision: Sendable {
    /// What a rule decided, with the reason why it did not show; nil: it did.
    public struct Part: Sendable {
        var rule: String
        var aspect: String
        var hidden: String?

        public init(rule: String, aspect: String, hidden: String? = nil) {
            self.rule = rule
            self.aspect = aspect
            self.hidden = hidden
        }
    }

    var parts: [Part]

    public init(_ parts: [Part]) {
        self.parts = parts
    }
}

extension Scenario {
    /// What each rule has to say of a request that was answered: what it decided then, or why it decided nothing, as far as is known.
    /// What rules had counted by then is not known any more.
    ///
    /// - Parameter elapsed: scenario time from the load of the scenario to the request.
    public func explain(_ evidence: Evidence, _ past: PastDecision, at elapsed: Duration) -> [Explanation.Line] {
        var lines: [Explanation.Line] = []
        var end: Duration? = .zero
        var ordinal = 0
        func add(_ rule: Rule, _ phase: String?, isOn: Bool) {
            let compiled = CompiledRule(rule, ordinal: ordinal)
            ordinal += 1
            let parts = past.parts.filter { $0.rule == rule.name }
            let isDecisive = !parts.isEmpty
            let reason = isDecisive ? "" : isOn ? silence(of: compiled, evidence, past) : "its phase was not on"
            lines.append(
                Explanation.Line(
                    rule: rule.name, phase: phase, decides: parts.map(\.aspect),
                    masked: parts.compactMap { part in
                        part.hidden.map { Explanation.Masked(aspect: part.aspect, reason: $0) }
                    }, reason: reason))
        }
        for phase in phases {
            let start = end
            end = phase.lasts.flatMap { lasts in end.map { $0 + lasts } }
            let isOn = start.map { $0 <= elapsed } ?? false && end.map { elapsed < $0 } ?? true
            for rule in phase.rules { add(rule, phase.name, isOn: isOn) }
        }
        for rule in rules { add(rule, nil, isOn: true) }
        return lines + strangers(past, known: Set(lines.map(\.rule)))
    }

    /// Rules that decided and are not there any more.
    private func strangers(_ past: PastDecision, known: Set<String>) -> [Explanation.Line] {
        var lines: [Explanation.Line] = []
        for part in past.parts where !known.contains(part.rule) && !lines.contains(where: { $0.rule == part.rule }) {
            let parts = past.parts.filter { $0.rule == part.rule }
            lines.append(
                Explanation.Line(
                    rule: part.rule, phase: nil, decides: parts.map(\.aspect),
                    masked: parts.compactMap { part in
                        part.hidden.map { Explanation.Masked(aspect: part.aspect, reason: $0) }
                    }, reason: "the scenario in force has no such rule"))
        }
        return lines
    }

    /// Why a rule decided nothing.
    private func silence(of rule: CompiledRule, _ evidence: Evidence, _ past: PastDecision) -> String {
        let subject = evidence.subject
        guard !evidence.steps.isEmpty else { return "the request was refused before any rule was asked" }
        let possible = rule.aspects(at: subject.step, provider: subject.provider)
        if possible.isEmpty { return rule.silence(at: subject.step, provider: subject.provider) }
        switch rule.rule.match.finding(in: evidence) {
        case .differs(let differences): return differences.map(\.line).joined(separator: "; ")
        case .unknown(let reason): return "it cannot be told: \(reason)"
        case .holds: break
        }
        let taken = rule.names(of: possible, after: 0).filter { name in past.parts.contains { $0.aspect == name } }
        if !taken.isEmpty { return "another rule decided \(Suggestion.list(taken))" }
        return rule.rule.when == Frequency() && rule.rule.then.sequence == nil
            ? "it matches, and what it names did not come to pass"
            : "it matches, but not every time: what `when` or a sequence had counted by then is not kept"
    }
}
