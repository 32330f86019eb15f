import Core
import Scenario
import Time

/// A scenario in force: compiled once, shared by all requests, never changed.
final class LoadedScenario: Sendable {
    let scenario: Scenario
    let program: Program
    /// Phase zero: when it was loaded, or reset.
    let loaded: Moment

    init(_ scenario: Scenario, program: Program, loaded: Moment) {
        self.scenario = scenario
        self.program = program
        self.loaded = loaded
    }

    func settings(_ provider: Provider) -> Settings {
        scenario.settings[provider] ?? Settings()
    }
}
