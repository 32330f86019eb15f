/// A phase on the time line of a scenario, in scenario time since its load.
public struct PhaseSpan: Sendable, Equatable {
    public var name: String
    public var start: Duration
    /// nil: it lasts for ever.
    public var end: Duration?
}

extension Scenario {
    /// Its phases, one after the other from the load on.
    public var timeLine: [PhaseSpan] {
        var start = Duration.zero
        return phases.map { phase in
            let end = phase.lasts.map { start + $0 }
            defer { start = end ?? start }
            return PhaseSpan(name: phase.name, start: start, end: end)
        }
    }
}
