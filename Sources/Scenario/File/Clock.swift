import Core
import Documents
import Time

extension Scenario.ClockPlan {
    init(_ reading: Reading, _ builder: inout Builder) {
        let mode = reading[ClockKeys.mode] ?? .real
        if mode == .scaled, reading.node[ClockKeys.rate.name] == nil {
            let scaled = "\(ClockKeys.mode.name): \(mode.rawValue)"
            builder.report(
                "`\(scaled)` needs `\(ClockKeys.rate.name)` beside it, the virtual seconds in a real one", at: reading)
        }
        self.init(
            mode: mode, rate: reading[ClockKeys.rate] ?? 1, start: reading[ClockKeys.start],
            stamps: reading[ClockKeys.stamps] ?? .scenario)
    }
}

enum ClockKeys {
    static let table = Table(
        "a clock", [mode, rate, start, stamps],
        demands: [.onlyWith(rate, key: mode, word: ClockMode.scaled.rawValue)])

    static let mode = Field<ClockMode>("mode", .words("clock mode"), "how time moves; default `real`")
    static let rate = Field("rate", .number(0.001...1_000_000), "scaled only: virtual seconds per real second")
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
