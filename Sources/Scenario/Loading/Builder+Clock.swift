import Core
import Time

extension Builder {
    /// Tells of a manual clock that holds every picture: the create of one is answered when its job has ended.
    mutating func checkClock(of scenario: Scenario, _ root: Reading) {
        guard scenario.clock?.mode == .manual, scenario.pace != .instant,
            let clock = root.entry(ScenarioKeys.clock)?.value
        else { return }
        let holding = vocabulary.providers.sorted { $0.key < $1.key }.compactMap(\.value.unpolled)
        guard !holding.isEmpty else { return }
        remark(
            """
            nobody polls \(Suggestion.list(holding)): under a manual clock such a request waits until somebody moves the clock, since its job takes \
            time; `pace: instant` answers it at once
            """, at: clock)
    }
}
