/// The order in which locks are taken, written once: who holds one takes only locks that stand below it here, and never two of one
/// rank. So no two threads wait for each other. Debug builds check it at each lock.
@frozen public enum LockRank: UInt8, Sendable {
    /// The start and the end of an HTTP server, which waits for its threads under it: no thread of its own takes it.
    case server
    /// The ports that open and close while a server runs: loops are told of it under the lock.
    case ports
    /// A stripe of `AttemptCounts`. Few requests share one, so rules are matched under it.
    case stripe
    /// What happens in a sandbox. None from here on is held while another room is called, but for the store, whose answer at hand
    /// belongs to a commit or a reset.
    case state
    /// The scenario in force.
    case inForce
    /// A shard of the store.
    case shard
    case uploads
    case journal
    /// What is left of a body on its way out: its files are read under it.
    case body
    /// A lock that is held for a moment, under any of those above; no other is taken under it.
    case innermost
    /// The webhooks of a sandbox: held when no other lock is.
    case alone
}
