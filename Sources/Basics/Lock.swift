import Synchronization

/// A value that one thread at a time works on.
///
/// In the product it is a `Mutex` and nothing else. A debug build also checks that locks are taken in the order of `LockRank`, and
/// traps where they are not. Built for the thread sanitizer (with `SANITIZE_THREAD`) it is a pthread mutex, because the
/// sanitizer does not see into `Mutex` and would report every value behind one.
@frozen public struct Lock<Value: ~Copyable>: ~Copyable, Sendable {
    #if SANITIZE_THREAD
    @usableFromInline typealias Guarded = PthreadMutex<Value>
    #else
    @usableFromInline typealias Guarded = Mutex<Value>
    #endif

    @usableFromInline let guarded: Guarded
    #if DEBUG
    @usableFromInline let rank: LockRank
    #endif

    @_transparent public init(_ value: consuming sending Value, rank: LockRank = .innermost) {
        guarded = Guarded(value)
        #if DEBUG
        self.rank = rank
        #endif
    }

    /// Waits until nobody else works on the value, then lets `body` do so.
    // As `Mutex` has it: less would cost each lock some twenty instructions.
    @_transparent public borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        #if DEBUG
        HeldLocks.take(rank)
        defer { HeldLocks.leave(rank) }
        #endif
        return try guarded.withLock(body)
    }
}
