import Scenario
import Synchronization

/// How often what the rules of a scenario decided came about, and how often something else came before it. Counted from the load on.
final class RuleTallies: Sendable {
    struct Tally: Sendable, Equatable {
        var showed = 0
        var masked = 0
    }

    private final class Counts: Sendable {
        let showed = Atomic<Int>(0)
        let masked = Atomic<Int>(0)
    }

    /// By the rule's name, which no other has.
    private let counts: [String: Counts]

    init(_ scenario: Scenario) {
        counts = Dictionary(uniqueKeysWithValues: scenario.everyRule.map { ($0.name, Counts()) })
    }

    subscript(rule: String) -> Tally {
        counts[rule].map {
            Tally(showed: $0.showed.load(ordering: .relaxed), masked: $0.masked.load(ordering: .relaxed))
        } ?? Tally()
    }

    /// Counts an exchange or a webhook, once for each rule: one of which anything showed has shown.
    func count(showed: [String], masked: [String]) {
        let shown = Set(showed)
        for rule in shown { counts[rule]?.showed.add(1, ordering: .relaxed) }
        for rule in Set(masked).subtracting(shown) { counts[rule]?.masked.add(1, ordering: .relaxed) }
    }
}
