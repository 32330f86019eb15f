import Basics
import Testing

struct LockTests {
    @Test func `one at a time works on the value`() async {
        let sum = Counter()
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 { sum.value.withLock { $0 += 1 } }
                }
            }
        }
        #expect(sum.value.withLock { $0 } == 8000)
    }

    @Test func `an error comes out, and the lock is free again`() {
        struct Flaw: Error {}
        let lock = Lock(1, rank: .state)
        #expect(throws: Flaw.self) { try lock.withLock { _ in throw Flaw() } }
        #expect(lock.withLock { $0 } == 1)
    }

    @Test func `locks are taken from the outer to the inner`() {
        let (stripe, state, journal, leaf) = (
            Counter(rank: .stripe), Counter(rank: .state), Counter(rank: .journal), Counter()
        )
        let reached = stripe.value.withLock { _ in
            state.value.withLock { _ in journal.value.withLock { _ in leaf.value.withLock { _ in true } } }
        }
        #expect(reached)
        #expect(Counter(rank: .alone).value.withLock { _ in true })
    }

    // What follows is checked in debug builds alone.
    #if DEBUG
    @Test func `an outer lock under an inner one traps`() async {
        await #expect(processExitsWith: .failure) {
            let (state, journal) = (Counter(rank: .state), Counter(rank: .journal))
            journal.value.withLock { _ in state.value.withLock { _ in } }
        }
    }

    @Test func `two locks of one rank trap`() async {
        await #expect(processExitsWith: .failure) {
            let (first, second) = (Counter(rank: .shard), Counter(rank: .shard))
            first.value.withLock { _ in second.value.withLock { _ in } }
        }
    }

    @Test func `a lock that wants to be alone traps under another`() async {
        await #expect(processExitsWith: .failure) {
            let (state, webhooks) = (Counter(rank: .state), Counter(rank: .alone))
            state.value.withLock { _ in webhooks.value.withLock { _ in } }
        }
    }

    @Test func `any lock traps under one that wants to be alone`() async {
        await #expect(processExitsWith: .failure) {
            let (webhooks, leaf) = (Counter(rank: .alone), Counter())
            webhooks.value.withLock { _ in leaf.value.withLock { _ in } }
        }
    }
    #endif
}

private final class Counter: Sendable {
    let value: Lock<Int>

    init(rank: LockRank = .innermost) {
        value = Lock(0, rank: rank)
    }
}
