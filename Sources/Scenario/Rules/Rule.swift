import Core

/// One rule of a scenario: at which step, for which requests, how often, and what then (language.md §2).
public struct Rule: Sendable {
    /// Unique in its file; `scenario/rule` for one that came by `use`.
    public var name: String
    /// The scenario it came from by `use`; nil: the file's own.
    public var origin: String?
    public var steps: StepSet
    public var match: Match
    public var when: Frequency
    public var then: Effects

    /// The same rule as it stands in a scenario that uses this one's.
    func used(from scenario: String) -> Rule {
        guard origin == nil else { return self }
        var rule = self
        rule.origin = scenario
        rule.name = "\(scenario)/\(name)"
        rule.then.belong(to: rule.name)
        return rule
    }
}

extension Rule {
    init(_ reading: Reading, _ builder: inout Builder) {
        name = reading[RuleKeys.name] ?? ""
        steps = reading[RuleKeys.steps] ?? .all
        match = reading[RuleKeys.match].map { Match($0) } ?? Match()
        when = reading[RuleKeys.when].map { Frequency($0, &builder) } ?? Frequency()
        let served = ProviderSet(builder.vocabulary.providers.keys)
        then =
            reading[RuleKeys.then].map { [name, steps, match] in
                Effects($0, &builder, of: name, steps: steps, providers: match.providers.intersection(served))
            } ?? Effects()
    }
}

enum RuleKeys {
    static let table = Table("a rule", [name, steps, match, when, then])

    static let name = Field(
        "name", .title, "what it is called: unique in the file, shown in the journal", required: true)
    static let steps = Field("on", .steps, "at which steps; default `any`", remark: { $0.whoHasWhichSteps })
    static let match = Field("match", .parts(.definition(.match)), "for which requests; absent: all")
    static let when = Field(
        "when", .table(Frequency.Keys.table), "how often, how many times, from when; absent: always")
    static let then = Field("then", .table(Aspect.ruleTable), "what happens", required: true)
}

extension Form<StepSet> {
    static var steps: Self {
        Form(.oneOrMany(.word(Words("step", [any] + Step.allCases.map(\.rawValue))))) { reading in
            let words = reading.texts
            if words.contains(any) { return .all }
            return StepSet(words.compactMap { Step(rawValue: $0) }.map { StepSet($0) })
        }
    }

    private static var any: String { "any" }
}
