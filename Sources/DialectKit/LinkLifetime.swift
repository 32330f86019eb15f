/// How long a provider's signed links can be used, so that the engine can say when one ends.
public enum LinkLifetime: Sendable, Equatable {
    /// The provider hands out no signed links.
    case none
    /// From the moment the job ended: each reading shows the same link.
    case fromEnd(Duration)
    /// From the moment the link is shown: each reading makes a fresh one.
    case fromReading(Duration)
}
