/// How long a provider's links can be used, so that the engine can say when one ends.
public enum LinkLifetime: Sendable, Equatable {
    /// The provider hands out no links.
    case none
    /// The links are plain and have no end, unless a rule gives them one: then from the moment the job ended.
    case endless
    /// From the moment the job ended: each reading shows the same link.
    case fromEnd(Duration)
    /// From the moment the link is shown: each reading makes a fresh one.
    case fromReading(Duration)
}
