import Basics
import Core
import Foundation
import Synchronization
import Testing

@testable import Engine

@Suite struct AttemptCountsTests {
    private static let threads = 8
    private static let rounds = 500

    /// Keys of two jobs whose stripes are taken apart.
    private static func apart() throws -> (AttemptKey, AttemptKey) {
        let keys = (0..<100).map { AttemptKey.job(JobKey(.getimg, "job-\($0)"), .poll) }
        let first = keys[0]
        return (
            first,
            try #require(keys.first { $0.bucket(of: AttemptCounts.count) != first.bucket(of: AttemptCounts.count) })
        )
    }

    @Test func `of the same request only one is decided at a time, from whatever threads they come`() throws {
        let stripes = AttemptCounts()
        let (key, _) = try Self.apart()
        let attempts = Atomic(0)
        let all = DispatchGroup()
        for _ in 0..<Self.threads {
            all.enter()
            Thread.detachNewThread {
                defer { all.leave() }
                for _ in 0..<Self.rounds {
                    stripes.withLock(of: key) { _ in
                        // Counted in two steps with a pause between: two in here at once would lose a count.
                        let before = attempts.load(ordering: .relaxed)
                        sched_yield()
                        attempts.store(before + 1, ordering: .relaxed)
                    }
                }
            }
        }
        all.wait()
        #expect(attempts.load(ordering: .relaxed) == Self.threads * Self.rounds)
    }

    @Test func `a different request is decided while another one's turn lasts`() throws {
        let stripes = AttemptCounts()
        let (first, second) = try Self.apart()
        let done = DispatchSemaphore(value: 0)
        let decided = stripes.withLock(of: first) { _ in
            Thread.detachNewThread {
                stripes.withLock(of: second) { _ in _ = done.signal() }
            }
            // One lock for both would let this wait in vain.
            return done.wait(timeout: .now() + 60)
        }
        #expect(decided == .success)
    }
}
