import Core

/// Aspects that never come to a rule, since one before it always decides them (language.md §2.4). The order is: the rules of the
/// phase, then the file's, then those of `use`.
extension Builder {
    /// - Parameters:
    ///   - own: the file alone.
    ///   - scenario: with what it uses.
    mutating func checkShadows(of own: Scenario, in scenario: Scenario, _ root: Reading) {
        for (phase, reading) in zip(own.phases, root[ScenarioKeys.phases] ?? []) {
            checkShadows(on: phase.rules, reading[PhaseKeys.rules] ?? [], by: [])
        }
        // Phases that end leave the file's rules alone after them.
        let phases =
            scenario.phases.last.map { $0.lasts == nil } == true ? scenario.phases.map { deciders($0.rules) } : []
        checkShadows(on: own.rules, root[ScenarioKeys.rules] ?? [], by: phases)
        checkShadows(onUsed: scenario.rules.filter { $0.origin != nil }, by: deciders(own.rules), phases, root)
    }

    /// Those that leave nothing of what they decide to others.
    private func deciders(_ rules: [Rule]) -> [Rule] { rules.filter(\.isUnconditional) }

    /// Rules of one list, each behind those before it.
    ///
    /// - Parameter phases: the rules of each phase, one of which goes before these; empty where at some time none does.
    private mutating func checkShadows(on rules: [Rule], _ readings: [Reading], by phases: [[Rule]]) {
        var earlier: [Rule] = []
        for (rule, reading) in zip(rules, readings) {
            defer { if rule.isUnconditional { earlier.append(rule) } }
            let shadows = shadows(on: rule, by: earlier, phases)
            guard let first = shadows.first else { continue }
            if shadows.count == rule.everyPart.count {
                let names = Suggestion.list(shadows.map(\.part.aspect.name))
                report("this rule can never act: \(first.words) \(names)", at: reading)
                continue
            }
            for shadow in shadows {
                let then = reading[RuleKeys.then]
                let place = then?.entry(shadow.part.aspect)?.value ?? then?.entry(SequenceKeys.items)?.value ?? reading
                warn("`\(shadow.part.aspect.name)` can never act here: \(shadow.words) it", at: place)
            }
        }
    }

    /// Rules of other files, which may be meant to give way: nothing of them is an error here.
    private mutating func checkShadows(
        onUsed rules: [Rule], by own: [Rule], _ phases: [[Rule]], _ root: Reading
    ) {
        var earlier: [Rule] = []
        for rule in rules {
            // Those of one file were compared when that was read.
            let before = own + earlier.filter { $0.origin != rule.origin }
            defer { if rule.isUnconditional { earlier.append(rule) } }
            let shadows = shadows(on: rule, by: before, phases)
            guard let first = shadows.first, let use = root.entry(ScenarioKeys.use)?.value else { continue }
            let names = Suggestion.list(shadows.map(\.part.aspect.name))
            warn(
                "\(names) of the rule `\(shortened(rule.name))` can never act here: \(first.words) \(shadows.count == 1 ? "it" : "them")",
                at: use.items.first { $0.text == rule.origin } ?? use)
        }
    }

    private struct Shadow {
        let part: Effects.Part
        /// `the rule "a" before it always decides`
        let words: String
    }

    private func shadows(on rule: Rule, by earlier: [Rule], _ phases: [[Rule]]) -> [Shadow] {
        rule.everyPart.compactMap { part in
            if let other = earlier.first(where: { $0.alwaysDecides(part, before: rule) }) {
                return Shadow(part: part, words: "the rule `\(shortened(other.name))` before it always decides")
            }
            let deciding = phases.compactMap { phase in phase.first { $0.alwaysDecides(part, before: rule) } }
            guard !phases.isEmpty, deciding.count == phases.count else { return nil }
            let names = deciding.reduce(into: [String]()) { if !$0.contains($1.name) { $0.append($1.name) } }
            return Shadow(
                part: part,
                words:
                    "in every phase a rule before it (\(Suggestion.list(names.map { shortened($0) }))) always decides")
        }
    }
}

extension Rule {
    /// The steps that it names, and the stream that is the answer to a create.
    var stepsWithStream: StepSet { steps.contains(.create) ? steps.union(.stream) : steps }

    /// Of all its acts.
    fileprivate var everyPart: [Effects.Part] { then.sequence.map { $0.flatMap(\.self) } ?? then.parts }

    /// Whether it acts on every request that it matches.
    fileprivate var isUnconditional: Bool {
        !when.countsMatches && when.times == nil && when.percentage == nil && when.between == nil
            && then.sequence == nil
    }

    /// Whether this rule, which comes first, decides that aspect of whatever the other one is for.
    fileprivate func alwaysDecides(_ part: Effects.Part, before other: Rule) -> Bool {
        guard match.providers.isSuperset(of: other.match.providers),
            match.written.isEmpty || match.written == other.match.written
        else { return false }
        let deciding = then.parts.filter { $0.slot == part.slot && $0.effect.providers == .all }
        let decided = deciding.reduce(into: StepSet()) { $0.formUnion(stepsWithStream.intersection($1.steps)) }
        return !deciding.isEmpty && decided.isSuperset(of: other.stepsWithStream.intersection(part.steps))
    }
}
