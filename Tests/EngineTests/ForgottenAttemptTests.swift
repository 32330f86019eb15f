import Core
import DialectKit
import Testing

@testable import Engine

extension Bench {
    /// So many other requests come that the sandbox forgets how often the earlier ones did.
    func forgetAttempts() {
        let resets = sandbox.loaded.resets
        for number in 0..<(AttemptCounts.mostAttempts * 3 / 2) {
            let key = AttemptKey.job(JobKey(.getimg, "\(number)"), .download)
            sandbox.attempts.withLock(of: key) { _ = $0.count(key, after: 0, resets: resets) }
        }
    }
}

/// Creates that come again after the count of their attempts was forgotten: the id that follows from the request is taken then.
@Suite struct ForgottenAttemptTests {
    @Test func `a create that comes again after its count was forgotten makes a job of its own`() throws {
        let bench = try Bench()
        let first = try #require(bench.create().job?.job.id)
        bench.forgetAttempts()
        let second = try #require(bench.create().job?.job.id)
        #expect(second != first)
        #expect(bench.poll(second).job?.job.id == second)
    }

    @Test func `its idempotency key stands for the job that was made`() throws {
        let bench = try Bench()
        bench.create()
        bench.forgetAttempts()
        let made = try #require(bench.create(repeatKey: "k").job?.job.id)
        #expect(bench.create(repeatKey: "k").job?.job.id == made)
    }

    @Test func `it is charged at its end, and ends when its client leaves`() throws {
        let bench = try Bench(
            "accounts: [{ name: alice, keys: [one], balance: 1 }]\npace: realistic", pace: "")
        bench.create(key: "one")
        bench.forgetAttempts()
        let bound = bench.create(key: "one", answer: .whenEnded, cancelsOnDisconnect: true)
        bench.leave(bound, .clientGone)
        bench.sandbox.advance(by: .seconds(600))
        #expect(bench.balance(key: "one").balance == Money(microdollars: 900_000))
    }

    @Test func `finding another id asks the store twice, however often the request came`() throws {
        let store = ObservedStore()
        let bench = try Bench(store: store)
        for _ in 0..<50 { bench.create() }
        bench.forgetAttempts()
        let before = store.inserts
        #expect(bench.create().job != nil)
        #expect(store.inserts - before == 2)
    }
}
