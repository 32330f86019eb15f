import Basics

/// Takes requests that are the same request one after another, while others go on; and counts them.
///
/// The number of an attempt and what the rules say to it have to come in one step: of two that arrive at once the first attempt
/// is else now and then decided second, and which of them a rule of `times: 1` speaks to would be chance
/// (language.md §6).
struct StripedLock: Sendable {
    /// More than there are threads, so that different requests hardly ever wait for each other.
    static let count = 32
    /// Requests whose attempts are counted, at most, over all stripes.
    static let mostAttempts = 65_536

    /// The counts of one stripe.
    struct Attempts: Sendable {
        fileprivate var table = RecentTable<AttemptKey, Int>(capacity: mostAttempts / StripedLock.count)

        /// Of requests that come at once each gets a number of its own.
        ///
        /// - Parameter earlier: how many there were, where this one is not counted yet or was forgotten.
        mutating func count(_ key: AttemptKey, after earlier: Int) -> Int {
            table.withValue(key, default: earlier) { count in
                count += 1
                return count
            }
        }
    }

    private final class Stripe: Sendable {
        let attempts = Lock(Attempts(), rank: .stripe)
    }

    private let stripes = (0..<count).map { _ in Stripe() }

    func withLock<Result>(of key: AttemptKey, _ action: (inout Attempts) -> Result) -> Result {
        stripes[key.bucket(of: Self.count)].attempts.withLock { action(&$0) }
    }

    /// How many attempts are counted, and how many were forgotten to stay within the bound.
    var census: (kept: Int, forgotten: Int) {
        stripes.reduce((0, 0)) { sum, stripe in
            stripe.attempts.withLock { (sum.0 + $0.table.count, sum.1 + $0.table.evicted) }
        }
    }

    func removeAll() {
        for stripe in stripes { stripe.attempts.withLock { $0 = Attempts() } }
    }
}
