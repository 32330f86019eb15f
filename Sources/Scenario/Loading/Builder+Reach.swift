import Core

/// Rules that can never act are slips: they are found here, once everything of the file is known.
extension Builder {
    /// - Parameters:
    ///   - own: the file alone, whose rules these are.
    ///   - scenario: with what it uses, and all its models.
    mutating func checkReach(of own: Scenario, in scenario: Scenario, _ root: Reading) {
        guard problems.isEmpty else { return }
        let phases = zip(own.phases, root[ScenarioKeys.phases] ?? []).map { phase, reading in
            (phase.rules, reading[PhaseKeys.rules] ?? [])
        }
        for (rules, readings) in phases + [(own.rules, root[ScenarioKeys.rules] ?? [])] {
            for (rule, reading) in zip(rules, readings) { check(ReachedRule(rule, reading), in: scenario) }
        }
        checkShadows(of: own, in: scenario, root)
    }

    private mutating func check(_ rule: ReachedRule, in scenario: Scenario) {
        let providers = rule.rule.match.providers.providers.filter { vocabulary.providers[$0] != nil }
        var scenes: [Int: [EffectScene.Place]] = [:]
        var silent: [Provider] = []
        for provider in providers {
            let places = rule.reach(at: provider, vocabulary)
            if places.isEmpty { silent.append(provider) }
            guard let words = vocabulary.providers[provider] else { continue }
            for place in places { scenes[place, default: []].append(.init(provider: provider, words: words)) }
        }
        let reached = Set(scenes.keys)
        let parts = rule.parts
        guard !parts.isEmpty else {
            return report("nothing but `pass`: this rule does nothing", at: rule.reading[RuleKeys.then] ?? rule.reading)
        }
        for (place, item) in rule.items.enumerated()
        where !item.isEmpty && reached.isDisjoint(with: item) && !reached.isEmpty {
            report(
                "item \(place + 1) of the sequence can never act, so those behind it would never come",
                at: rule.place(of: parts[item.lowerBound].aspect))
        }
        if !providers.isEmpty, reached.isEmpty {
            return report(
                "this rule can never act: \(rule.obstacle(at: providers, vocabulary))",
                at: rule.reading.entry(RuleKeys.steps)?.value ?? rule.reading.entry(RuleKeys.then)?.value
                    ?? rule.reading)
        }
        for (index, part) in parts.enumerated() where !reached.contains(index) {
            let words = rule.obstacle(of: part, at: providers, vocabulary)
            warn("`\(part.aspect.name)` can never act here: \(words)", at: rule.place(of: part.aspect))
        }
        if rule.namesProviders, !silent.isEmpty {
            let names = Suggestion.list(silent.map(\.rawValue))
            warn("this rule can never act at \(names): \(rule.obstacle(at: silent, vocabulary))", at: rule.reading)
        }
        checkEffects(of: rule, scenes)
        checkSteps(of: rule, providers)
        if let match = rule.reading[RuleKeys.match] { checkNames(in: match, providers, scenario) }
        checkCounting(of: rule)
    }

    /// Values that are without effect where the rule acts.
    private mutating func checkEffects(of rule: ReachedRule, _ reached: [Int: [EffectScene.Place]]) {
        for index in reached.keys.sorted() {
            let part = rule.parts[index]
            let place = rule.place(of: part.aspect)
            let scene = EffectScene(
                steps: rule.rule.steps, when: rule.rule.when, providers: reached[index] ?? [],
                namesProviders: rule.namesProviders)
            for flaw in part.effect.flaws(in: scene) {
                switch flaw {
                case .problem(let words): report(words, at: place)
                case .warning(let words): warn(words, at: place)
                case .remark(let words): remark(words, at: place)
                }
            }
        }
    }

    /// Steps that none of its providers has.
    private mutating func checkSteps(of rule: ReachedRule, _ providers: [Provider]) {
        guard rule.rule.steps != .all, let entry = rule.reading.entry(RuleKeys.steps) else { return }
        let had = providers.reduce(into: StepSet(.connect)) { $0.formUnion(vocabulary.steps(of: $1)) }
        for step in rule.rule.steps.subtracting(had).steps {
            let names = Suggestion.list(providers.map(\.rawValue))
            warn(
                "`\(step.rawValue)` is no step of \(names), which \(vocabulary.list(of: had, providers))",
                at: entry.value)
        }
    }

    /// Counting by jobs where there are none yet.
    private mutating func checkCounting(of rule: ReachedRule) {
        let when = rule.rule.when
        if rule.rule.then.sequence != nil, let reading = rule.reading[RuleKeys.when] {
            for key in [Frequency.Keys.times, Frequency.Keys.every, Frequency.Keys.after] {
                guard let entry = reading.entry(key) else { continue }
                report(
                    "`\(key.name)` means nothing beside `\(SequenceKeys.items.name)`, which counts by itself", at: entry
                )
            }
        }
        guard when.per == .job, when.countsMatches || when.times != nil || rule.rule.then.sequence != nil,
            let entry = rule.reading[RuleKeys.when]?.entry(Frequency.Keys.per)
        else { return }
        let jobless = rule.rule.steps.intersection(MatchReach.withoutJob)
        guard rule.rule.steps != .all, !jobless.isEmpty else { return }
        let names = Suggestion.list(jobless.steps.map(\.rawValue))
        warn("at \(names) there is no job to count by: each request counts as the first", at: entry.value)
    }
}

/// A rule beside what was written.
private struct ReachedRule {
    let rule: Rule
    let reading: Reading

    init(_ rule: Rule, _ reading: Reading) {
        self.rule = rule
        self.reading = reading
    }

    var parts: [Effects.Part] { rule.then.sequence.map { $0.flatMap(\.self) } ?? rule.then.parts }

    var namesProviders: Bool { reading[RuleKeys.match]?.entry(MatchKey.provider) != nil }

    /// Where an aspect is written.
    func place(of aspect: Aspect) -> Reading {
        let then = reading[RuleKeys.then]
        return then?.entry(aspect)?.value ?? then?.entry(SequenceKeys.items)?.value ?? reading
    }

    /// The steps that the rule names, and the stream that is the answer to a create.
    private var steps: StepSet { rule.stepsWithStream }

    /// The steps at which the rule can match there.
    private func matchSteps(at provider: Provider, _ vocabulary: Vocabulary) -> StepSet {
        guard let match = reading[RuleKeys.match] else { return .all }
        return MatchReach.steps(of: match, methods: vocabulary.providers[provider]?.steps ?? Vocabulary.everyStep)
    }

    /// The places of the aspects that can act at that provider, among all.
    func reach(at provider: Provider, _ vocabulary: Vocabulary) -> [Int] {
        let possible = steps.intersection(vocabulary.steps(of: provider)).intersection(
            matchSteps(at: provider, vocabulary))
        return parts.indices.filter { index in
            parts[index].effect.providers.contains(ProviderSet(provider))
                && !possible.intersection(parts[index].steps(at: provider, vocabulary)).isEmpty
        }
    }

    /// The places of the aspects of each item of its sequence, among all; empty where it has none.
    var items: [Range<Int>] {
        var first = 0
        return (rule.then.sequence ?? []).map { item in
            defer { first += item.count }
            return first..<(first + item.count)
        }
    }

    /// Why nothing of it can act at these providers.
    func obstacle(at providers: [Provider], _ vocabulary: Vocabulary) -> String {
        obstacle(
            ofSteps: parts.reduce(into: []) { steps, part in
                for provider in providers { steps.formUnion(part.steps(at: provider, vocabulary)) }
            }, at: providers, vocabulary)
    }

    func obstacle(of part: Effects.Part, at providers: [Provider], _ vocabulary: Vocabulary) -> String {
        obstacle(
            ofSteps: providers.reduce(into: []) { $0.formUnion(part.steps(at: $1, vocabulary)) }, at: providers,
            vocabulary)
    }

    private func obstacle(ofSteps acting: StepSet, at providers: [Provider], _ vocabulary: Vocabulary) -> String {
        let had = providers.reduce(into: StepSet()) { $0.formUnion(vocabulary.steps(of: $1)) }
        let names = Suggestion.list(providers.map(\.rawValue))
        if steps.isDisjoint(with: had) {
            return
                "\(names) \(vocabulary.list(of: had, providers)), and it is decided at \(Suggestion.list(steps.steps.map(\.rawValue)))"
        }
        let wanted = steps.intersection(acting)
        if wanted.isEmpty { return "\(names) \(providers.count == 1 ? "has" : "have") nothing for it to act on" }
        if wanted.intersection(had).isEmpty {
            return
                "\(names) \(vocabulary.list(of: had, providers)), and it is decided at \(Suggestion.list(wanted.steps.map(\.rawValue)))"
        }
        let matching = providers.reduce(into: StepSet()) { $0.formUnion(matchSteps(at: $1, vocabulary)) }
        if wanted.intersection(had).intersection(matching).isEmpty, let match = reading[RuleKeys.match] {
            return MatchReach.obstacle(in: match, at: wanted.intersection(had), vocabulary, providers)
        }
        return "\(names) cannot do it"
    }
}

extension Vocabulary {
    /// Those at which a provider has requests, and connections.
    fileprivate func steps(of provider: Provider) -> StepSet {
        let steps = providers[provider].map { Array($0.steps.keys) } ?? Step.allCases
        return steps.reduce(into: .connect) { $0.insert(StepSet($1)) }
    }

    /// `has the steps create and poll`
    fileprivate func list(of steps: StepSet, _ providers: [Provider]) -> String {
        "\(providers.count == 1 ? "has" : "have") the steps \(Suggestion.list(steps.subtracting(.connect).steps.map(\.rawValue)))"
    }
}

extension Effects.Part {
    /// Those at which it means something.
    var steps: StepSet { aspect.steps.intersection(effect.steps) }

    /// The same at one provider.
    fileprivate func steps(at provider: Provider, _ vocabulary: Vocabulary) -> StepSet {
        vocabulary.providers[provider].map { steps.intersection(effect.steps(at: $0)) } ?? steps
    }
}
