import Core
import Documents
import Time

extension Scenario.ClockPlan {
    init(_ reading: Reading, _ builder: inout Builder) {
        if let mode = ClockKeys.word.value(reading) {
            self.init(mode: mode)
            return
        }
        let mode = reading[ClockKeys.mode] ?? .real
        if mode == .scaled, reading.node[ClockKeys.rate.name] == nil {
            let scaled = "\(ClockKeys.mode.name): \(mode.rawValue)"
            builder.report(
                "`\(scaled)` needs `\(ClockKeys.rate.name)` beside it, the virtual seconds in a real one", at: reading)
        }
        self.init(
            mode: mode, rate: reading[ClockKeys.rate] ?? 1, polls: reading[ClockKeys.polls] ?? .advance,
            start: reading[ClockKeys.start], stamps: reading[ClockKeys.stamps] ?? .scenario)
    }
}

enum ClockKeys {
    static let table = Table(
        "a clock", [mode, rate, polls, start, stamps],
        demands: [
            .onlyWith(rate, key: mode, word: ClockMode.scaled.rawValue),
            .onlyWith(polls, key: mode, word: ClockMode.auto.rawValue),
        ])

    /// The mode alone, or a table.
    static let form = Form<Reading>.parts(.either([word.shape, .table(table)]))

    /// What needs nothing beside it.
    fileprivate static let word = Form<ClockMode>(
        .word(
            Words(
                "clock mode", [ClockMode.real, .manual, .auto].map(\.rawValue),
                hints: [
                    ClockMode.scaled.rawValue:
                        "`scaled` needs a rate: `clock: { mode: scaled, rate: 60 }` is a minute each second"
                ]))
    ) { $0.text.flatMap { ClockMode(rawValue: $0) } }

    static let mode = Field<ClockMode>("mode", .words("clock mode"), "how time moves; default `real`")
    static let rate = Field("rate", .number(0.001...1_000_000), "scaled only: virtual seconds per real second")
    static let polls = Field<ClockPolls>(
        "polls", .words("way of polls"),
        "auto only: whether a poll that finds its job unfinished moves time on to the next change; default `advance`")
    static let start = Field("start", .timestamp, "default: the wall clock when the scenario is loaded")
    static let stamps = Field<Scenario.Stamps>(
        "stamps", .words("clock"),
        "which clock `Date`, the end of links and webhooks go by; default `scenario`")
}

extension Form<Scenario.Pace> {
    static var pace: Self {
        .either(
            .choice("pace", ["instant": .instant, "quick": .quick, "realistic": .realistic]),
            Form<Double>.number(0...1000).map { .factor($0) })
    }
}
