import Core
import DialectKit
import Engine
import Testing
import Time

@Suite struct LateStoreTests {
    @Test func `a create and a poll are answered when the store answers`() throws {
        let store = LateStore()
        let bench = try Bench(store: store)
        let created = bench.create()
        #expect(created.isHeld)
        store.answerAll()
        let id = try #require(created.job?.job.id)
        let polled = bench.poll(id)
        #expect(polled.isHeld)
        store.answerAll()
        #expect(polled.job?.state == .completed)
        #expect(polled.job?.job.polls == 1)
    }

    @Test func `a job that is cancelled there is cancelled, and costs nothing`() throws {
        let store = LateStore()
        let bench = try Bench(
            "accounts: [{ name: alice, keys: [one], balance: 1 }]\npace: realistic", store: store, pace: "")
        let created = bench.create(key: "one")
        store.answerAll()
        let id = try #require(created.job?.job.id)
        let cancelled = bench.cancel(id, .untilEnded, key: "one")
        store.answerAll()
        #expect(cancelled.cancelled?.isCancelled == true)
        #expect(bench.balance(key: "one").balance == Money(microdollars: 1_000_000))
    }

    @Test func `a request waits for the store first and for its job afterwards`() throws {
        let store = LateStore()
        let bench = try Bench("pace: realistic", store: store, pace: "")
        let created = bench.create(answer: .whenEnded)
        store.answerAll()
        #expect(created.isHeld)
        #expect(bench.sandbox.clock.held == 1)
        bench.sandbox.advance(by: .seconds(600))
        store.answerAll()
        #expect(created.job?.state == .completed)
    }

    @Test func `a client who leaves before the store has answered leaves nothing behind`() throws {
        let store = LateStore()
        let bench = try Bench("pace: realistic", clock: "auto", store: store, pace: "")
        let gone = bench.create(prompt: "a kite", answer: .whenEnded)
        bench.leave(gone, .clientGone)
        store.answerAll()
        #expect(gone.isHeld)
        #expect(bench.sandbox.clock.held == 0)
        // Nobody counts as working any more, so the clock jumps for the next one.
        let next = bench.create(prompt: "a boat", answer: .whenEnded)
        store.answerAll()
        bench.sandbox.jumpWhileIdle()
        store.answerAll()
        #expect(next.job?.state == .completed)
    }

    @Test func `two creates whose ids meet in the store get jobs of their own, and a repetition finds its own`() throws
    {
        let store = LateStore()
        let bench = try Bench(store: store)
        let first = bench.create(repeatKey: "one")
        store.answerAll()
        bench.forgetAttempts()
        let second = bench.create(repeatKey: "two")
        store.answerAll()
        let (one, two) = (try #require(first.job?.job.id), try #require(second.job?.job.id))
        #expect(one != two)
        let again = bench.create(repeatKey: "two")
        store.answerAll()
        #expect(again.job?.job.id == two)
    }

    @Test func `a list is answered when the store answers`() throws {
        let store = LateStore()
        let bench = try Bench(store: store)
        bench.create()
        store.answerAll()
        let listed = bench.list(JobQuery(offset: 0, limit: 10))
        #expect(listed.isHeld)
        store.answerAll()
        #expect(listed.list?.total == 1)
    }

    @Test func `a create for which no id is free is refused and costs nothing`() throws {
        let store = LateStore(takesNothing: true)
        let bench = try Bench("accounts: [{ name: alice, keys: [one], balance: 1 }]", store: store)
        let created = bench.create(key: "one", charge: .create)
        store.answerAll()
        #expect(created.refusal?.reason == .internalError)
        #expect(bench.balance(key: "one").balance == Money(microdollars: 1_000_000))
        #expect(store.asked < 20)
    }

    @Test(arguments: [true, false])
    func `a request that waits for the store is refused by a reset and by a stop`(isReset: Bool) throws {
        let store = LateStore()
        let bench = try Bench("pace: realistic", clock: "auto", store: store, pace: "")
        let creating = bench.create(answer: .whenEnded)
        let polling = bench.poll("job-1")
        if isReset { bench.sandbox.reset() } else { bench.sandbox.dismissHeld(because: "stop") }
        #expect(creating.refusal?.reason == .overloaded)
        #expect(polling.refusal?.reason == .overloaded)
        store.answerAll()
        #expect(bench.sandbox.clock.held == 0, "what the store says then is nobody's any more")
        bench.leave(creating)
        bench.leave(polling)
        let next = bench.create(prompt: "a kite", answer: .whenEnded)
        store.answerAll()
        bench.sandbox.jumpWhileIdle()
        store.answerAll()
        #expect(next.job?.state == .completed)
    }

    @Test func `the auto clock stands while the store is asked for a job that has ended`() throws {
        let store = LateStore()
        let receiver = FakeReceiver()
        let bench = try Bench(
            """
            rules:
              - { name: slow, on: create, match: { prompt: slow }, then: { job: { running: 600s } } }
              - { name: quick, on: create, then: { job: { running: 60s } } }
            """, clock: "auto", store: store, sender: receiver)
        let calling = bench.create(callback: "http://127.0.0.1:9/hook")
        store.answerAll()
        bench.leave(calling)
        let slow = bench.create(prompt: "slow", answer: .whenEnded)
        store.answerAll()
        bench.sandbox.jumpWhileIdle()
        #expect(store.open == 1)
        let asked = bench.sandbox.now
        #expect(asked < Moment.zero + .seconds(600))
        bench.sandbox.jumpWhileIdle()
        #expect(bench.sandbox.now == asked)
        #expect(slow.isHeld)
        store.answerAll()
        store.answerAll()
        #expect(receiver.got.count == 1)
        #expect(slow.job?.state == .completed)
    }

    @Test func `an answer that comes after its client has gone is written down as sent to nobody`() throws {
        let store = LateStore()
        let bench = try Bench(store: store)
        bench.leave(bench.create(), .clientGone)
        store.answerAll()
        let entry = try #require(bench.sandbox.requests.entries.last)
        #expect(entry.status == 0)
        #expect(entry.end == .clientGone)
    }
}
