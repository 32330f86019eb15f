/// What came of comparing a text or a value with a pattern.
public enum MatchOutcome: Sendable, Equatable {
    case match
    case noMatch
    /// Given up after too much work: it counts as no match, and the reader of a scenario should be told.
    case limitReached

    public init(_ accepted: Bool) {
        self = accepted ? .match : .noMatch
    }
}
