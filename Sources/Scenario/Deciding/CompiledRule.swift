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
    /// How often it acts at most; nil: no end.
    let mostActs: Int?
    /// What it does at each of its acts, in turn; one item where it always does the same.
    private let items: [Item]
    /// What it can decide at all, for each provider and step, since every request at them asks.
    private let aspects: [AspectSet]

    private struct Item: Sendable {
        let parts: [Part]
        /// For each provider and step.
        let aspects: [AspectSet]
    }

    init(_ rule: Rule, ordinal: Int) {
        self.rule = rule
        self.ordinal = ordinal
        mostActs = rule.mostActs
        let items = (rule.then.sequence ?? [rule.then.parts]).map { parts in
            Item(
                parts: parts.map { Part($0, of: rule.name) },
                aspects: Provider.allCases.flatMap { provider in
                    Step.allCases.map { step in
                        AspectSet(parts.filter { $0.speaks(at: step, of: rule, provider) }.map(\.slot))
                    }
                })
        }
        aspects = (0..<Provider.count * Step.count).map { place in AspectSet(items.map { $0.aspects[place] }) }
        self.items = items
    }

    /// Whether it acts only so often.
    var limitsActs: Bool { mostActs != nil }

    /// What it can decide at that step of that provider, at one act or another.
    func aspects(at step: Step, provider: Provider) -> AspectSet {
        rule.match.providers.contains(ProviderSet(provider))
            ? aspects[provider.place * Step.count + step.place] : []
    }

    /// What it can decide there after so many acts.
    func aspects(of act: Int, at step: Step, provider: Provider) -> AspectSet {
        item(act).aspects[provider.place * Step.count + step.place]
    }

    /// Whether it lets the request pass after so many acts: so its sequence says.
    func isPass(_ act: Int) -> Bool { item(act).parts.isEmpty }

    private func item(_ act: Int) -> Item { items[items.count > 1 ? act : 0] }

    /// Writes those aspects into the decision.
    ///
    /// - Parameter act: how often it has acted before.
    func decide(_ act: Int, _ aspects: AspectSet, _ decision: inout Decision, seed: Int64, subject: [UInt8]) {
        var draw = DrawSource(seed: seed, rule: rule.name, aspect: "", subject: subject)
        let parts = item(act).parts
        let span = parts.span  // An array's elements would be copied one by one, and every request comes by here.
        for index in span.indices where aspects.contains(span[index].slot) {
            draw.aspect = span[index].firing.aspect
            span[index].decide(&decision, draw)
            decision.fired.append(span[index].firing)
        }
    }

    /// The names under which the rule speaks of those aspects after so many acts.
    func names(of aspects: AspectSet, after act: Int) -> [String] {
        item(act).parts.filter { aspects.contains($0.slot) }.map(\.firing.aspect)
    }

    /// What a person should know of those aspects at that provider, after so many acts.
    func notes(of aspects: AspectSet, after act: Int, at provider: Provider) -> [String] {
        let parts = rule.then.sequence.map { $0[act] } ?? rule.then.parts
        return parts.filter { aspects.contains($0.slot) }.compactMap { $0.effect.note(at: provider) }
    }
}

extension Effects.Part {
    /// Whether it means something there, and the rule is for that step.
    fileprivate func speaks(at step: Step, of rule: Rule, _ provider: Provider) -> Bool {
        var steps = rule.steps
        // A stream is the answer to a create.
        if steps.contains(.create) { steps.formUnion(.stream) }
        return steps.intersection(aspect.steps).intersection(effect.steps).contains(StepSet(step))
            && effect.providers.contains(ProviderSet(provider))
    }
}
