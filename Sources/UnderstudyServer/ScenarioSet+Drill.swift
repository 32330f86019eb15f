import Scenario

extension ScenarioSet {
    /// The same, but what plays has another seed.
    public func with(seed: Int64) -> ScenarioSet {
        var set = self
        set.playing.seed = seed
        return set
    }

    /// The same, but nothing goes wrong in what plays.
    public var onHealthyDay: ScenarioSet {
        var set = self
        set.playing = playing.onHealthyDay
        return set
    }
}
