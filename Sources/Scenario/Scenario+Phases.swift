extension Scenario {
    /// Every rule, in the order in which they are counted: those of the phases, then the others.
    public var everyRule: [Rule] { phases.flatMap(\.rules) + rules }
}

extension Rule {
    /// How often it acts at most; nil: no end.
    public var mostActs: Int? { then.sequence?.count ?? when.times }
}
