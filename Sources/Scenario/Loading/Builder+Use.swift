import Core
import Documents

extension Builder {
    /// The scenario with the models, rules, phases and expectations of those it uses appended, each of which comes once.
    mutating func joined(_ own: Scenario, _ root: Reading, _ library: [Scenario]) -> Scenario {
        var joined = own
        for use in root.entry(ScenarioKeys.use)?.value.items ?? [] {
            guard let used = find(use, own, library) else { continue }
            append(used, to: &joined, at: use)
        }
        let count = joined.rules.count + joined.phases.reduce(0) { $0 + $1.rules.count }
        if count > Grammar.mostRules {
            report(
                "\(count) rules are too many; \(Grammar.mostRules) are allowed, with those of phases and `use`",
                at: root)
        }
        return joined
    }

    private mutating func find(_ use: Reading, _ own: Scenario, _ library: [Scenario]) -> Scenario? {
        guard let name = use.text else { return nil }
        guard name != own.name else {
            report("`\(name)` uses itself", at: use)
            return nil
        }
        guard let used = library.first(where: { $0.name == name }) else {
            let hint = Suggestion.question(for: name, in: library.map(\.name))
            report("unknown scenario `\(name)`\(hint) (`understudy scenarios` lists the shipped ones)", at: use)
            return nil
        }
        if let circle = circle(from: used, to: own.name, library) {
            report("`use` goes in a circle: \(([own.name] + circle).joined(separator: " → "))", at: use)
            return nil
        }
        return used
    }

    /// The way back to the scenario that is being read.
    private func circle(from start: Scenario, to goal: String, _ library: [Scenario]) -> [String]? {
        var visited: Set<String> = [start.name]
        var ways = [[start.name]]
        while let way = ways.popLast() {
            let uses = way.last.flatMap { last in library.first { $0.name == last } }?.uses ?? []
            if uses.contains(goal) { return way + [goal] }
            ways += uses.filter { visited.insert($0).inserted }.map { way + [$0] }
        }
        return nil
    }

    /// What came by another way already stays away: its origin is there.
    private mutating func append(_ used: Scenario, to joined: inout Scenario, at use: Reading) {
        let rules = Set(joined.rules.compactMap(\.origin))
        joined.rules += used.rules.map { $0.used(from: used.name) }.filter { !rules.contains($0.origin ?? "") }
        let judged = Set(joined.expectations.compactMap(\.origin))
        joined.expectations += used.expectations.map { $0.used(from: used.name) }
            .filter { !judged.contains($0.origin ?? "") }
        // Before the others, which may be like them.
        joined.models.merge(used.models) { own, used in
            let known = Set(own.map(\.id))
            return used.filter { !known.contains($0.id) } + own
        }
        let timed = Set(joined.phases.compactMap(\.origin))
        let phases = used.phases.map { $0.used(from: used.name) }.filter { !timed.contains($0.origin ?? "") }
        if let last = joined.phases.last, last.lasts == nil, !phases.isEmpty {
            report("the phases of `\(used.name)` would never come: `\(last.name)` before them lasts for ever", at: use)
        }
        joined.phases += phases
    }
}

extension Scenario.Phase {
    fileprivate func used(from scenario: String) -> Scenario.Phase {
        guard origin == nil else { return self }
        var phase = self
        phase.origin = scenario
        phase.name = "\(scenario)/\(name)"
        phase.rules = rules.map { $0.used(from: scenario) }
        return phase
    }
}
