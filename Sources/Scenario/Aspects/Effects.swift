import Core

/// What a rule does, aspect by aspect, in the order of `Aspect.inOrder`.
public struct Effects: Sendable {
    struct Part: Sendable {
        let aspect: Aspect
        let slot: AspectSet
        var effect: any AspectEffect

        init(_ aspect: Aspect, _ effect: any AspectEffect) {
            self.aspect = aspect
            self.effect = effect
            slot = aspect.slot
        }
    }

    private(set) var parts: [Part] = []
    /// What it does at each of its acts, in turn, and nothing after the last; an empty item lets the request pass. nil: it does the
    /// same each time.
    private(set) var sequence: [[Part]]?

    init() {}

    /// Of all acts.
    private var everyPart: [Part] { sequence.map { $0.flatMap(\.self) } ?? parts }

    /// What it says of an aspect; nil: it does not speak of it.
    func first<Effect: AspectEffect>(_ type: Effect.Type) -> Effect? { all(type).first }

    /// What it says of an aspect at one act or another.
    func all<Effect: AspectEffect>(_ type: Effect.Type) -> [Effect] { everyPart.compactMap { $0.effect as? Effect } }

    mutating func belong(to rule: String) {
        for index in parts.indices { parts[index].effect.belong(to: rule) }
        for item in (sequence ?? []).indices {
            for index in sequence![item].indices { sequence![item][index].effect.belong(to: rule) }
        }
    }
}

extension Effects {
    /// - Parameters:
    ///   - steps: those that the rule names; an aspect that means nothing at one of them is a problem.
    ///   - providers: those that the rule is for.
    init(_ reading: Reading, _ builder: inout Builder, of rule: String, steps: StepSet, providers: ProviderSet) {
        let scope = RuleScope(name: rule, providers: providers, commit: Self.commit(reading))
        if let items = reading.entry(SequenceKeys.items)?.value {
            sequence = SequenceKeys.parts(items, reading, &builder, scope, steps: steps)
            return
        }
        for aspect in Aspect.inOrder {
            guard let entry = reading.entry(aspect) else { continue }
            let effect = aspect.make(entry.value, &builder, scope)
            let possible = effect.map { $0.steps.intersection(aspect.steps) } ?? aspect.steps
            Self.check(steps, possible, "`\(entry.key)`", &builder) { $1.report($0, at: entry) }
            if let effect { parts.append(Part(aspect, effect)) }
        }
        Self.checkCommit(steps, reading, &builder)
    }

    /// Those that mean nothing at the rule's steps are problems.
    static func check(_ parts: [Part], _ steps: StepSet, _ what: String, at reading: Reading, _ builder: inout Builder)
    {
        for part in parts {
            check(steps, part.effect.steps.intersection(part.aspect.steps), what, &builder) {
                $1.report($0, at: reading)
            }
        }
    }

    private static func commit(_ reading: Reading) -> Bool? {
        let inside = Aspect.inOrder.filter(\.isWireFault).compactMap { reading.entry($0)?.value[Aspect.commit] }
        return inside.last ?? reading[Aspect.commit]
    }

    /// Aspects that mean nothing at the rule's steps (architecture.md §9.9).
    private static func check(
        _ steps: StepSet, _ possible: StepSet, _ what: String, _ builder: inout Builder,
        report: (String, inout Builder) -> Void
    ) {
        let wrong = steps == .all ? [] : steps.subtracting(possible).steps.map(\.rawValue)
        guard !wrong.isEmpty else { return }
        let right = Suggestion.list(possible.steps.map(\.rawValue))
        report("\(what) means nothing at \(Suggestion.list(wrong)); it is decided at \(right)", &builder)
    }

    /// `commit` asks what became of a create whose answer is lost, so it needs a fault that loses it.
    private static func checkCommit(_ steps: StepSet, _ reading: Reading, _ builder: inout Builder) {
        let commit = Aspect.commit
        let faults = Aspect.inOrder.filter(\.takesCommit).compactMap { reading.entry($0) }
        let beside = reading.entry(commit)
        if let beside, faults.isEmpty {
            let examples = [Aspect.connectionReset, .httpError].map { "`\($0.name)`" }.joined(separator: " or ")
            builder.report(
                "`\(commit.name)` needs a fault beside it that loses the answer, such as \(examples)", at: beside)
        }
        let all = faults.compactMap { $0.value.entry(commit) } + (beside.map { [$0] } ?? [])
        for entry in all where steps.isDisjoint(with: .made) {
            builder.report("`\(commit.name)` means something at `\(Step.create.rawValue)` only", at: entry)
        }
    }
}
