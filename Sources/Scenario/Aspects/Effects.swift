import Core

/// What a rule does, aspect by aspect, in the order of `Aspect.inOrder`.
public struct Effects: Sendable {
    struct Part: Sendable {
        let aspect: Aspect
        let slot: AspectSet
        var effect: any AspectEffect
    }

    private(set) var parts: [Part] = []

    init() {}

    /// Whether two equal requests may get different answers by a draw.
    var isDrawn: Bool { parts.contains { $0.effect.isDrawn } }

    /// What it says of an aspect; nil: it does not speak of it.
    func first<Effect: AspectEffect>(_ type: Effect.Type) -> Effect? {
        parts.lazy.compactMap { $0.effect as? Effect }.first
    }

    mutating func belong(to rule: String) {
        for index in parts.indices { parts[index].effect.belong(to: rule) }
    }
}

extension Effects {
    /// - Parameters:
    ///   - steps: those that the rule names; an aspect that means nothing at one of them is a problem.
    ///   - providers: those that the rule is for.
    init(_ reading: Reading, _ builder: inout Builder, of rule: String, steps: StepSet, providers: ProviderSet) {
        let scope = RuleScope(name: rule, providers: providers, commit: Self.commit(reading))
        for (aspect, slot) in zip(Aspect.inOrder, Aspect.slots) {
            guard let entry = reading.entry(aspect) else { continue }
            let effect = aspect.make(entry.value, &builder, scope)
            let possible = effect.map { $0.steps.intersection(aspect.steps) } ?? aspect.steps
            Self.check(steps, possible, entry, &builder)
            if let effect { parts.append(Part(aspect: aspect, slot: slot, effect: effect)) }
        }
        Self.checkCommit(steps, reading, &builder)
    }

    private static func commit(_ reading: Reading) -> Bool? {
        let inside = Aspect.inOrder.filter(\.isWireFault).compactMap { reading.entry($0)?.value[Aspect.commit] }
        return inside.last ?? reading[Aspect.commit]
    }

    /// Aspects that mean nothing at the rule's steps (architecture.md §9.9).
    private static func check(
        _ steps: StepSet, _ possible: StepSet, _ entry: Reading.Entry, _ builder: inout Builder
    ) {
        let wrong = steps == .all ? [] : steps.subtracting(possible).steps.map(\.rawValue)
        guard !wrong.isEmpty else { return }
        let right = Suggestion.list(possible.steps.map(\.rawValue))
        builder.report(
            "`\(entry.key)` means nothing at \(Suggestion.list(wrong)); it is decided at \(right)", at: entry)
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
