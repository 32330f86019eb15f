import Core
import Matching

/// Rules in order, found by step and provider, and by model where they name one.
struct RuleTable: Sendable {
    private let rules: [CompiledRule]
    /// For each step and provider, the rules that name no model.
    private let general: [[CompiledRule]]
    private let byModel: ModelIndex
    private let spoken: [Bool]

    /// One number for each step and provider.
    static let slots = 0..<(Step.count * Provider.count)

    static func slot(_ step: Step, _ provider: Provider) -> Int {
        step.place * Provider.count + provider.place
    }

    init(_ rules: [CompiledRule]) {
        self.rules = rules
        var general = Self.slots.map { _ in [CompiledRule]() }
        var spoken = Self.slots.map { _ in false }
        for rule in rules {
            for step in Step.allCases {
                for provider in Provider.allCases where !rule.aspects(at: step, provider: provider).isEmpty {
                    let slot = Self.slot(step, provider)
                    spoken[slot] = true
                    if rule.rule.match.models == nil { general[slot].append(rule) }
                }
            }
        }
        byModel = ModelIndex(
            rules.enumerated().flatMap { index, rule in
                (rule.rule.match.models ?? []).map { (glob: $0, index: index) }
            })
        self.general = general
        self.spoken = spoken
    }

    func speaks(_ slot: Int) -> Bool { spoken[slot] }

    func maySpeak(_ slot: Int, of model: String) -> Bool {
        spoken[slot] && (!general[slot].isEmpty || byModel.hasCandidates(for: model))
    }

    func find(_ search: inout RuleSearch, _ subject: () -> Subject) {
        guard spoken[search.slot] else { return }
        let general = general[search.slot]
        let special = search.model.map { byModel.candidates(for: $0) } ?? []
        guard !special.isEmpty else {
            for rule in general { search.consider(rule, subject) }
            return
        }
        var rest = general[...]
        for index in special {
            let rule = rules[index]
            while let next = rest.first, next.ordinal < rule.ordinal {
                search.consider(next, subject)
                rest.removeFirst()
            }
            search.consider(rule, subject)
        }
        for rule in rest { search.consider(rule, subject) }
    }
}

/// What is looked for, and what was found so far.
struct RuleSearch {
    let slot: Int
    let step: Step
    let provider: Provider
    let model: String?
    private(set) var found: [MatchedRule] = []
    /// The rules whose regular expressions were given up.
    private(set) var givenUp: [String] = []
    private var subject: Subject?

    init(slot: Int, step: Step, provider: Provider, model: String?) {
        self.slot = slot
        self.step = step
        self.provider = provider
        self.model = model
    }

    mutating func consider(_ rule: CompiledRule, _ make: () -> Subject) {
        let aspects = rule.aspects(at: step, provider: provider)
        guard !aspects.isEmpty else { return }
        let subject = subject ?? make()
        self.subject = subject
        switch rule.rule.match.outcome(for: subject) {
        case .match: found.append(MatchedRule(rule: rule, aspects: aspects))
        case .noMatch: break
        case .limitReached: givenUp.append(rule.rule.name)
        }
    }
}
