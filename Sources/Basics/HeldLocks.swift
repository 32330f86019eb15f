#if DEBUG
import Glibc

/// The ranks of the locks that this thread holds, a bit each.
@usableFromInline enum HeldLocks {
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let problem = unsafe pthread_key_create(&key, nil)
        precondition(problem == 0, "the thread has no room for the ranks of its locks: error \(problem)")
        return key
    }()

    @usableFromInline static func take(_ rank: LockRank) {
        let held = held
        let isFree = rank == .alone ? held == 0 : held >> rank.rawValue == 0
        precondition(isFree, "the lock \(rank) is asked for under \(names(held)); LockRank has the order")
        set(held | 1 << rank.rawValue)
    }

    @usableFromInline static func leave(_ rank: LockRank) {
        set(held & ~(1 << rank.rawValue))
    }

    private static var held: UInt {
        UInt(bitPattern: unsafe pthread_getspecific(key))
    }

    private static func set(_ held: UInt) {
        let problem = unsafe pthread_setspecific(key, UnsafeRawPointer(bitPattern: held))
        precondition(problem == 0, "the ranks of the locks of this thread cannot be kept: error \(problem)")
    }

    private static func names(_ held: UInt) -> String {
        let ranks = (0..<UInt8(UInt.bitWidth)).filter { held >> $0 & 1 == 1 }.compactMap(LockRank.init)
        return ranks.map { "\($0)" }.joined(separator: ", ")
    }
}
#endif
