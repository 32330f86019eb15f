/// `when`: which of its matches a rule acts on (language.md §2.3).
public struct Frequency: Sendable, Equatable {
    /// Whose matches are counted together.
    public enum Per: String, Sendable, CaseIterable {
        case account, job, request, scenario
    }

    /// So many matches are skipped first.
    public var after = 0
    /// At most so many are acted on; nil: no end.
    public var times: Int?
    /// Each so many-th of those after `after`.
    public var every = 1
    /// The share that is acted on, from 0 to 100, drawn for each request; nil: all.
    public var percentage: Double?
    /// Scenario time since load; others are no matches at all. The end is not part of it.
    public var between: Range<Duration>?
    public var per = Per.scenario

    public init() {}

    /// Whether the number of a match makes a difference.
    var counts: Bool { after > 0 || times != nil || every > 1 }

    /// Whether the match of that number, from 1, is acted on. Whether another rule decided in the end makes no
    /// difference: so what a rule does can be told from its own matches alone.
    func acts(onMatch number: Int) -> Bool {
        guard number > after else { return false }
        let (quotient, remainder) = (number - after).quotientAndRemainder(dividingBy: every)
        guard remainder == 0 else { return false }
        return times.map { quotient <= $0 } ?? true
    }
}
