import Core
import Documents

extension Builder {
    mutating func rules(_ reading: Reading?) -> [Rule] {
        (reading?.items ?? []).map { rule($0) }
    }

    private mutating func rule(_ reading: Reading) -> Rule {
        let name = reading["name"]?.text ?? ""
        let steps = steps(reading["on"])
        let match = reading["match"].map { self.match($0) } ?? Match()
        checkSteps(steps, of: reading)
        return Rule(
            name: name, origin: nil, steps: steps, match: match, when: frequency(reading["when"]),
            then: effects(reading["then"], of: name, providers: providers(of: match)))
    }

    func steps(_ reading: Reading?) -> StepSet {
        guard let reading else { return .all }
        let words = reading.texts
        if words.contains("any") { return .all }
        return StepSet(words.compactMap { Step(rawValue: $0) }.map { StepSet($0) })
    }

    /// The providers that a rule is for, among those that are served.
    private func providers(of match: Match) -> ProviderSet {
        match.providers.intersection(ProviderSet(vocabulary.providers.keys))
    }

    /// Aspects that mean nothing at the rule's steps (architecture.md §9.9).
    private mutating func checkSteps(_ steps: StepSet, of reading: Reading) {
        for entry in reading["then"]?.entries ?? [] {
            guard let aspect = Aspect(rawValue: entry.key) else { continue }
            checkSteps(steps, aspect, entry)
        }
        checkCommit(steps, reading["then"])
    }

    private mutating func checkSteps(_ steps: StepSet, _ aspect: Aspect, _ entry: Reading.Entry) {
        var possible = aspect.steps
        if aspect == .rateLimit, entry.value["concurrent_jobs"] != nil { possible = .made }
        let wrong = steps == .all ? [] : steps.subtracting(possible).steps.map(\.rawValue)
        guard !wrong.isEmpty else { return }
        let right = Suggestion.list(possible.steps.map(\.rawValue))
        report("`\(entry.key)` means nothing at \(Suggestion.list(wrong)); it is decided at \(right)", at: entry)
    }

    /// `commit` asks what became of a create whose answer is lost, so it needs a fault that loses it.
    private mutating func checkCommit(_ steps: StepSet, _ then: Reading?) {
        guard let then else { return }
        let faults = then.entries.filter { entry in
            Aspect(rawValue: entry.key).map { $0.endsExchange || $0 == .httpError } ?? false
        }
        let inside = faults.compactMap { $0.value.entry("commit") }
        if let commit = then.entry("commit"), faults.isEmpty {
            report(
                "`commit` needs a fault beside it that loses the answer, such as `connection_reset` or `http_error`",
                at: commit)
        }
        for commit in inside + [then.entry("commit")].compactMap({ $0 }) where steps.isDisjoint(with: .made) {
            report("`commit` means something at `create` only", at: commit)
        }
    }

    private mutating func frequency(_ reading: Reading?) -> Frequency {
        var frequency = Frequency()
        guard let reading else { return frequency }
        frequency.after = reading["after"]?.integer ?? 0
        frequency.times = reading["times"]?.integer
        frequency.every = reading["every"]?.integer ?? 1
        frequency.percentage = reading["percentage"]?.number
        frequency.between = between(reading["between"])
        frequency.per = reading["per"]?.text.flatMap { Frequency.Per(rawValue: $0) } ?? .scenario
        return frequency
    }

    private mutating func between(_ reading: Reading?) -> Range<Duration>? {
        guard let reading, reading.items.count == 2, let from = reading.items[0].duration,
            let to = reading.items[1].duration
        else { return nil }
        guard from < to else {
            report("the second time must come after the first", at: reading)
            return nil
        }
        return from..<to
    }
}
