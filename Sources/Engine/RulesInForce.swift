import Core
import Scenario
import Time

/// The scenario in force, and what its rules have counted.
struct RulesInForce: Sendable {
    private(set) var loaded: LoadedScenario
    private(set) var counters = Counters()
    /// Connections that a rule could speak about.
    private var connections = 0
    /// Until when providers refuse connections.
    private var refusals: [Provider: Moment] = [:]

    init(_ loaded: LoadedScenario) {
        self.loaded = loaded
    }

    /// Puts another scenario in force; its rules count from the beginning. Connections are counted on.
    mutating func load(_ scenario: LoadedScenario) {
        loaded = scenario
        counters = Counters()
        refusals = [:]
    }

    /// Counts the rules that match and lets them decide; nil when they are another scenario's.
    mutating func decide(
        _ candidates: [MatchedRule], of scenario: LoadedScenario, subject: Subject, at elapsed: Duration
    ) -> Decision? {
        guard loaded === scenario else { return nil }
        return counters.decide(candidates, subject: subject, seed: scenario.scenario.seed, at: elapsed)
    }

    /// A rule gets back its acts of which nothing came about, if it is of the scenario in force.
    mutating func giveBack(_ decision: Decision, _ showings: [Showing], under scenario: LoadedScenario) {
        if loaded === scenario { counters.giveBack(decision, showings) }
    }

    /// Counts a connection; nil where no rule cares.
    mutating func nextConnection(to provider: Provider) -> Int? {
        guard !loaded.program.hasNoRules(step: .connect, provider: provider) else { return nil }
        connections += 1
        return connections
    }

    /// Connections to the provider are refused until that moment; false, and they are not, when another scenario said so.
    mutating func refuse(_ provider: Provider, until moment: Moment, under scenario: LoadedScenario) -> Bool {
        guard loaded === scenario else { return false }
        refusals[provider] = moment
        return true
    }

    func refusal(by provider: Provider, under scenario: LoadedScenario) -> Moment? {
        loaded === scenario ? refusals[provider] : nil
    }
}
