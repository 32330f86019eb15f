import Basics

/// How often each request came. Those that are the same request are taken one after another, while others go on.
///
/// The number of an attempt and what the rules say to it have to come in one step: of two that arrive at once the first attempt
/// is else now and then decided second, and which of them a rule of `times: 1` speaks to would be chance
/// (language.md §6).
struct AttemptCounts: Sendable {
    /// More than there are threads, so that different requests hardly ever wait for each other.
    static let count = 32
    /// Requests whose attempts are counted, at most, over all stripes.
    static let mostAttempts = 65_536

    /// The counts of one stripe.
    struct Counts: Sendable {
        fileprivate var table = Counts.none
        /// How often the sandbox had been reset when they were counted.
        private var resets = 0

        fileprivate static var none: RecentTable<AttemptKey, Int> {
            RecentTable(capacity: mostAttempts / AttemptCounts.count)
        }

        /// Of requests that come at once each gets a number of its own.
        ///
        /// - Parameters:
        ///   - earlier: how many there were, where this one is not counted yet or was forgotten.
        ///   - resets: how often the sandbox had been reset when the request came. One of before a reset is counted again when it is
        ///     read again.
        mutating func count(_ key: AttemptKey, after earlier: Int, resets: Int) -> Int {
            forget(before: resets)
            guard resets == self.resets else { return earlier + 1 }
            return table.withValue(key, default: earlier) { count in
                count += 1
                return count
            }
        }

        /// Forgets what was counted before that reset.
        fileprivate mutating func forget(before reset: Int) {
            guard resets < reset else { return }
            resets = reset
            table = Counts.none
        }
    }

    private final class Stripe: Sendable {
        let counts = Lock(Counts(), rank: .stripe)
    }

    private let stripes = (0..<count).map { _ in Stripe() }

    func withLock<Result>(of key: AttemptKey, _ action: (inout Counts) -> Result) -> Result {
        stripes[key.bucket(of: Self.count)].counts.withLock { action(&$0) }
    }

    /// How many attempts are counted, and how many were forgotten to stay within the bound.
    var census: (kept: Int, forgotten: Int) {
        stripes.reduce((0, 0)) { sum, stripe in
            stripe.counts.withLock { (sum.0 + $0.table.count, sum.1 + $0.table.evicted) }
        }
    }

    /// Forgets what was counted before that reset, counted from 1.
    func forget(before reset: Int) {
        for stripe in stripes { stripe.counts.withLock { $0.forget(before: reset) } }
    }
}
