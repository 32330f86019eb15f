import Core

/// A rule with everything about it that does not depend on a request worked out.
final class CompiledRule: Sendable {
    private struct Part: Sendable {
        let slot: AspectSet
        let firing: Decision.Firing
        /// Of its effect, which would be copied first if it stood here.
        let decide: @Sendable (inout Decision, DrawSource) -> Void

        init(_ part: Effects.Part, of rule: String) {
            slot = part.slot
            firing = Decision.Firing(rule: rule, aspect: part.aspect.name)
            decide = { [effect = part.effect] decision, draw in effect.decide(&decision, draw) }
        }
    }

    let rule: Rule
    /// Its place in the order that decides, and its name among the counters.
    let ordinal: Int
    let needsAttempt: Bool
    private let parts: [Part]
    /// For each provider and step, since every request at them asks.
    private let aspects: [AspectSet]

    init(_ rule: Rule, ordinal: Int) {
        self.rule = rule
        self.ordinal = ordinal
        needsAttempt = rule.match.needsAttempt || rule.when.percentage != nil || rule.then.isDrawn
        parts = rule.then.parts.map { Part($0, of: rule.name) }
        aspects = Provider.allCases.flatMap { provider in
            Step.allCases.map { step in
                AspectSet(rule.then.parts.filter { $0.speaks(at: step, of: rule, provider) }.map(\.slot))
            }
        }
    }

    /// What it can decide at that step of that provider.
    func aspects(at step: Step, provider: Provider) -> AspectSet {
        rule.match.providers.contains(ProviderSet(provider))
            ? aspects[provider.place * Step.count + step.place] : []
    }

    /// Writes those aspects into the decision.
    func decide(_ aspects: AspectSet, _ decision: inout Decision, seed: Int64, subject: [UInt8]) {
        var draw = DrawSource(seed: seed, rule: rule.name, aspect: "", subject: subject)
        let parts = parts
        let span = parts.span  // An array's elements would be copied one by one, and every request comes by here.
        for index in span.indices where aspects.contains(span[index].slot) {
            draw.aspect = span[index].firing.aspect
            span[index].decide(&decision, draw)
            decision.fired.append(span[index].firing)
        }
    }

    /// The names under which the rule speaks of those aspects.
    func names(of aspects: AspectSet) -> [String] {
        parts.filter { aspects.contains($0.slot) }.map(\.firing.aspect)
    }
}

extension Effects.Part {
    /// Whether it means something there, and the rule is for that step.
    fileprivate func speaks(at step: Step, of rule: Rule, _ provider: Provider) -> Bool {
        // A file is made when its job is read, whichever of its steps the rule names (architecture.md §9.9).
        let isOfFiles = aspect.concern != .request && !rule.steps.isDisjoint(with: aspect.steps)
        var steps = isOfFiles ? aspect.steps : rule.steps
        // A stream is the answer to a create.
        if steps.contains(.create) { steps.formUnion(.stream) }
        // Bytes are asked for as a download, wherever they go out.
        if aspect.concern == .bytes { steps.formIntersection(.download) }
        return steps.intersection(aspect.steps).intersection(effect.steps).contains(StepSet(step))
            && effect.providers.contains(ProviderSet(provider))
    }
}
