import Core
import DialectKit
import Engine
import Testing
import Time

@Suite struct CancelTests {
    private let slow = "rules: [{ name: slow, on: create, then: { job: { queued: 10s, running: 50s } } }]"

    @Test func `a cancelled job has failed from then on, and says why`() throws {
        let bench = try Bench(slow)
        let id = try #require(bench.create().job?.job.id)
        bench.sandbox.advance(by: .seconds(5))
        let view = try #require(bench.cancel(id, .whileQueued).cancelled)
        #expect(view.isCancelled)
        #expect(view.state == .failed)
        let later = try #require(bench.poll(id).job)
        #expect(later.isCancelled)
        #expect(later.state == .failed)
        #expect(later.failure == nil)
        #expect(later.ended == later.created + .seconds(5))
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(bench.poll(id).job?.state == .failed)
    }

    @Test(arguments: [
        (Cancellation.never, 0, Refusal.Reason.cancelUnsupported), (.never, 100, .cancelUnsupported),
        (.whileQueued, 10, .cancelTooLate), (.whileQueued, 60, .cancelTooLate), (.untilEnded, 60, .cancelTooLate),
    ])
    func `a job goes on where its provider does not let it be cancelled`(
        allowed: Cancellation, after: Int, reason: Refusal.Reason
    ) throws {
        let bench = try Bench(slow)
        let id = try #require(bench.create().job?.job.id)
        bench.sandbox.advance(by: .seconds(after))
        #expect(bench.cancel(id, allowed).refusal?.reason == reason)
        bench.sandbox.advance(by: .seconds(60))
        #expect(bench.poll(id).job?.state == .completed)
    }

    @Test func `a running job can be cancelled where that is allowed, once`() throws {
        let bench = try Bench(slow)
        let id = try #require(bench.create().job?.job.id)
        bench.sandbox.advance(by: .seconds(30))
        #expect(bench.cancel(id, .untilEnded).cancelled != nil)
        #expect(bench.cancel(id, .untilEnded).refusal?.reason == .cancelTooLate)
    }

    @Test func `a job that never ends by itself can be cancelled`() throws {
        let bench = try Bench("rules: [{ name: stuck, on: create, then: { job: { outcome: stuck } } }]")
        let id = try #require(bench.create().job?.job.id)
        #expect(bench.cancel(id, .untilEnded).cancelled?.state == .failed)
    }

    @Test(arguments: [ChargeTime.create, .completion])
    func `a cancelled job costs nothing`(charge: ChargeTime) throws {
        let bench = try Bench("accounts: [{ name: alice, keys: [alice], balance: 0.25 }]\n" + slow)
        let id = try #require(bench.create(key: "alice", charge: charge).job?.job.id)
        bench.cancel(id, .untilEnded, key: "alice")
        #expect(bench.balance(key: "alice").balance?.text == "0.25")
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(bench.balance(key: "alice").balance?.text == "0.25")
    }

    @Test func `everyone who waits for a job is answered when it is cancelled, and nobody else`() throws {
        let bench = try Bench(slow)
        let id = try #require(bench.create().job?.job.id)
        let waiting = (0..<3).map { _ in bench.poll(id, wait: .seconds(300)) }
        let other = bench.create(prompt: "another", answer: .whenEnded)
        bench.sandbox.advance(by: .seconds(20))
        bench.cancel(id, .untilEnded)
        for caller in waiting {
            #expect(caller.job?.isCancelled == true)
            #expect(caller.answer.withLock { $0?.moment } == .zero + .seconds(20))
        }
        #expect(other.isHeld)
        #expect(bench.sandbox.clock.held == 1)
    }

    @Test func `of those who waited for a job only those who still do are answered when it is cancelled`() throws {
        let bench = try Bench(slow)
        let id = try #require(bench.create().job?.job.id)
        let waiting = (0..<6).map { _ in bench.poll(id, wait: .seconds(300)) }
        for number in [0, 3, 1] { bench.leave(waiting[number]) }
        #expect(bench.sandbox.clock.held == 3)
        let late = bench.poll(id, wait: .seconds(300))
        bench.cancel(id, .untilEnded)
        #expect(waiting.map(\.isHeld) == [true, true, false, true, false, false])
        #expect(!late.isHeld)
        #expect(bench.sandbox.clock.held == 0)
        #expect(bench.sandbox.clock.next == nil)
    }

    @Test(arguments: ["running: 60s", "outcome: stuck", "polls: 3"])
    func `a cancelled job calls back at once, and only then`(plan: String) throws {
        let receiver = FakeReceiver()
        let bench = try Bench(
            "rules: [{ name: slow, on: create, then: { job: { \(plan) } } }]", sender: receiver)
        let id = try #require(bench.create(callback: "http://127.0.0.1:9/hook").job?.job.id)
        bench.sandbox.advance(by: .seconds(10))
        let cancelled = bench.cancel(id, .untilEnded)
        #expect(receiver.got.isEmpty, "its client is answered first")
        bench.leave(cancelled)
        #expect(receiver.got.count == 1)
        #expect(receiver.got.first?.body.contains(#""state":"failed""#) == true)
        for _ in 0..<3 { bench.leave(bench.poll(id)) }
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(receiver.got.count == 1)
    }

    @Test func `a job that ended ahead of the poll has called, and calls no more when it is cancelled`() throws {
        let receiver = FakeReceiver()
        let bench = try Bench(
            """
            rules:
              - { name: slow, on: create, then: { job: { running: 60s } } }
              - { name: early, on: webhook, then: { webhook: { ahead_of_poll: 30s } } }
            """, sender: receiver)
        let id = try #require(bench.create(callback: "http://127.0.0.1:9/hook").job?.job.id)
        bench.sandbox.advance(by: .seconds(70))
        #expect(receiver.got.count == 1)
        bench.leave(bench.cancel(id, .untilEnded))
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(receiver.got.count == 1)
    }

    @Test func `a cancelled job no longer counts as running`() throws {
        let bench = try Bench("settings: { getimg: { limits: provider } }\n" + slow)
        let id = try #require(bench.create(prompt: "one").job?.job.id)
        bench.create(prompt: "two")
        bench.sandbox.advance(by: .seconds(60))
        let third = try #require(bench.create(prompt: "three").job?.job.id)
        #expect(id != third)
        bench.cancel(third, .untilEnded)
        #expect(bench.create(prompt: "four").job != nil)
    }

    @Test(arguments: [Refusal.Reason.notFound, .notOwned])
    func `a job of another account answers as its provider says`(reason: Refusal.Reason) throws {
        let dialect = MadeUpDialect(foreignJob: reason)
        let bench = try Bench(slow, dialect: dialect)
        let id = try #require(bench.create().job?.job.id)
        #expect(bench.poll(id, key: "any-2").refusal?.reason == reason)
        #expect(bench.cancel(id, .untilEnded, key: "any-2").refusal?.reason == reason)
        #expect(bench.poll("job-none", key: "any-2").refusal?.reason == .notFound)
        #expect(bench.poll(id).job?.job.polls == 1)
    }
}
