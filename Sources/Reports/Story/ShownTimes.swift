import Judging

/// Which times a report shows of a run. A stable report has none that differ when the same is done again: neither real ones nor,
/// where the scenario's clock passes by itself between its jumps, those of that clock.
struct ShownTimes {
    let real: Bool
    let ofScenario: Bool

    init(of record: RunRecord, stable: Bool) {
        real = !stable
        ofScenario = !stable || record.isManual
    }

    /// Of the scenario's clock, since the load; nil where it is not shown.
    func text(_ time: Duration) -> String? { ofScenario ? time.shown : nil }
    func milliseconds(_ time: Duration) -> Int? { ofScenario ? time.milliseconds : nil }
}
