import Scenario

/// A scenario with its rules compiled, to be loaded into as many sandboxes as want it: compiling takes much longer than loading.
public final class CompiledScenario: Sendable {
    public let scenario: Scenario
    let program: Program

    public init(_ scenario: Scenario) {
        self.scenario = scenario
        program = Program(scenario)
    }

    private init(_ scenario: Scenario, _ program: Program) {
        self.scenario = scenario
        self.program = program
    }

    /// The same rules with another seed or clock.
    ///
    /// - Parameters:
    ///   - seed: nil: the scenario's own.
    ///   - clock: nil: the scenario's own.
    public func with(seed: Int64?, clock: Scenario.ClockPlan?) -> CompiledScenario {
        guard seed != nil || clock != nil else { return self }
        var changed = scenario
        if let seed { changed.seed = seed }
        if let clock { changed.clock = clock }
        return CompiledScenario(changed, program)
    }
}
