/// How scenario time moves.
public enum ClockMode: String, Sendable, Hashable, CaseIterable {
    /// With the wall clock.
    case real
    /// With the wall clock times a rate.
    case scaled
    /// Only when told.
    case manual
    /// Like `real`, and jumps to the next event whenever a request is held and nothing is running.
    case auto
}
