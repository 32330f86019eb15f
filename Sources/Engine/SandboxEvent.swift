import Core
import Time

/// What waits in a sandbox's timeline.
enum SandboxEvent: Sendable {
    /// A held request: its job has ended, or its window is over.
    case release(Visit, JobKey)
    /// A pause of an answer that is on its way.
    case resume(@Sendable () -> Void)
    /// The same for one that only keeps a connection alive: nothing the `auto` clock would jump for.
    case idle(@Sendable () -> Void)
    /// Something that nobody waits for, such as the end of a connection's idleness.
    case aside(@Sendable () -> Void)
}
