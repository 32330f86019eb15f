extension Scenario {
    /// The phase that is in force so long after the load; nil where there are none, or all are over.
    public func nameOfPhase(at elapsed: Duration) -> String? {
        guard !phases.isEmpty else { return nil }
        var end = Duration.zero
        for phase in phases {
            guard let length = phase.lasts else { return phase.name }
            end += length
            if elapsed < end { return phase.name }
        }
        return nil
    }
}
