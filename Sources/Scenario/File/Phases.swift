import Documents

extension Builder {
    mutating func phases(_ readings: [Reading]) -> [Scenario.Phase] {
        for phase in readings.dropLast() where phase.node[PhaseKeys.length.name] == nil {
            report(
                "only the last phase may go without `\(PhaseKeys.length.name)`: those after it would never come",
                at: phase)
        }
        return readings.map { phase in
            if let length = phase.entry(PhaseKeys.length)?.value, length.duration == .zero {
                report("a phase of no length never comes", at: length)
            }
            return Scenario.Phase(
                name: phase[PhaseKeys.name] ?? "", lasts: phase[PhaseKeys.length],
                rules: (phase[PhaseKeys.rules] ?? []).map { Rule($0, &self) })
        }
    }
}

enum PhaseKeys {
    static let table = Table("a phase", [name, length, rules])

    static let name = Field("name", .title, "what the phase is called", required: true)
    static let length = Field("for", .duration, "how long it lasts; absent, in the last one: for ever")
    static let rules = Field(
        "rules", .list(of: .table(RuleKeys.table), 0...Grammar.mostRules),
        "rules of this phase alone, read before the file's")
}
