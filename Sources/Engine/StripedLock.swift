import Synchronization

/// Takes requests that are the same request one after another, while others go on.
///
/// The number of an attempt and what the rules say to it have to come in one step: of two that arrive at once the first attempt
/// is else now and then decided second, and which of them a rule of `times: 1` speaks to would be chance
/// (scenario-language.md §6).
struct StripedLock: Sendable {
    /// More than there are threads, so that different requests hardly ever wait for each other.
    static let count = 32

    private final class Gate: Sendable {
        let mutex = Mutex(())
    }

    private let gates = (0..<count).map { _ in Gate() }

    func inTurn<Result>(of key: AttemptKey, _ action: () -> Result) -> Result {
        gates[key.bucket(of: Self.count)].mutex.withLock { _ in action() }
    }
}
