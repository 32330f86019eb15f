/// How scenario time moves.
public enum ClockMode: String, Sendable, Hashable, CaseIterable {
    /// With the wall clock.
    case real
    /// With the wall clock times a rate.
    case scaled
    /// Only when told.
    case manual
    /// Like `real`, and jumps to the next event whenever a request is held and nothing is running. What polls do to it, `ClockPolls` says.
    case auto
}

/// What it does to the `auto` clock that a poll finds its job unfinished.
public enum ClockPolls: String, Sendable, Hashable, CaseIterable {
    /// It moves on to the next change, once the poll is answered.
    case advance
    /// Nothing.
    case real
}
