import Core
import Engine
import HTTPMessages
import Testing
import Time

@Suite struct DisconnectTests {
    private let slow = """
        accounts: [{ name: alice, keys: [alice], balance: 1.00 }]
        rules: [{ name: slow, then: { job: { queued: 10s, running: 50s } } }]
        """

    private func leave(_ caller: Bench.Caller, _ bench: Bench, _ end: ExchangeEnd) throws {
        bench.leave(caller, end)
    }

    @Test(arguments: [AnswerTime.whenEnded, .streamed])
    func `a client that hangs up before the end loses the job and pays nothing`(answer: AnswerTime) throws {
        let bench = try Bench(slow)
        let caller = bench.create(key: "alice", answer: answer, cancelsOnDisconnect: true)
        bench.sandbox.advance(by: .seconds(30))
        try leave(caller, bench, .clientGone)
        bench.sandbox.advance(by: .seconds(60))
        #expect(bench.balance(key: "alice").balance == Money(microdollars: 1_000_000))
        #expect(bench.sandbox.clock.held == 0)
    }

    @Test func `a job that was charged at once is paid back`() throws {
        let bench = try Bench(slow)
        let caller = bench.create(key: "alice", charge: .create, answer: .streamed, cancelsOnDisconnect: true)
        #expect(bench.balance(key: "alice").balance == Money(microdollars: 900_000))
        try leave(caller, bench, .clientGone)
        #expect(bench.balance(key: "alice").balance == Money(microdollars: 1_000_000))
        let id = try #require(caller.job?.job.id)
        let job = bench.poll(id, key: "alice").job
        #expect(job?.state == .failed)
        #expect(job?.job.plan.cancelled == .zero)
    }

    @Test func `who hangs up after the end pays, and so does who stays`() throws {
        let bench = try Bench(slow)
        let late = bench.create(key: "alice", prompt: "late", answer: .streamed, cancelsOnDisconnect: true)
        let loyal = bench.create(key: "alice", prompt: "loyal", answer: .streamed, cancelsOnDisconnect: true)
        try leave(loyal, bench, .completed)
        bench.sandbox.advance(by: .seconds(60))
        try leave(late, bench, .clientGone)
        #expect(bench.balance(key: "alice").balance == Money(microdollars: 800_000))
    }

    @Test func `who hangs up while a poll ends the job pays for it`() throws {
        let store = ObservedStore()
        let bench = try Bench(
            """
            accounts: [{ name: alice, keys: [alice], balance: 1 }]
            rules: [{ name: polled, on: create, then: { job: { polls: 1 } } }]
            """, store: store)
        let caller = bench.create(key: "alice", answer: .streamed, cancelsOnDisconnect: true)
        let id = try #require(caller.job?.job.id)
        store.afterReplace.withLock { $0 = { bench.leave(caller, .clientGone) } }
        #expect(bench.poll(id, key: "alice").job?.state == .completed)
        #expect(bench.poll(id, key: "alice").job?.state == .completed)
        #expect(bench.balance(key: "alice").balance == Money(microdollars: 900_000))
    }

    @Test(arguments: ["running: 60s", "outcome: stuck"])
    func `a job that goes with its client calls back at once`(plan: String) throws {
        let receiver = FakeReceiver()
        let bench = try Bench(
            "rules: [{ name: slow, on: create, then: { job: { \(plan) } } }]", sender: receiver)
        let caller = bench.create(
            answer: .whenEnded, callback: "http://127.0.0.1:9/hook", cancelsOnDisconnect: true)
        bench.sandbox.advance(by: .seconds(10))
        bench.leave(caller, .clientGone)
        #expect(receiver.got.map { $0.body.contains(#""state":"failed""#) } == [true])
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(receiver.got.count == 1)
    }

    @Test func `what a rule made of a job has shown although its client went before the answer`() throws {
        let bench = try Bench(
            """
            rules:
              - { name: stuck, on: create, then: { job: { outcome: stuck } } }
              - { name: unheard, on: create, then: { patch: { body: { a: 1 } } } }
            """)
        let caller = bench.create(answer: .whenEnded)
        #expect(bench.sandbox.ruleReports.map(\.showed) == [0, 0])
        bench.leave(caller, .clientGone)
        #expect(bench.sandbox.ruleReports.map(\.showed) == [1, 0])
    }

    @Test func `a client of before a reset takes no job of the same id along`() throws {
        let bench = try Bench(slow)
        let early = bench.create(key: "alice", answer: .streamed, cancelsOnDisconnect: true)
        bench.sandbox.reset()
        let late = bench.create(key: "alice", answer: .streamed, cancelsOnDisconnect: true)
        let id = try #require(late.job?.job.id)
        #expect(early.job?.job.id == id)
        try leave(early, bench, .clientGone)
        #expect(bench.poll(id, key: "alice").job?.isCancelled == false)
    }

    @Test func `where nothing is said the job outlives its client`() throws {
        let bench = try Bench(slow)
        let caller = bench.create(key: "alice", answer: .whenEnded)
        try leave(caller, bench, .clientGone)
        bench.sandbox.advance(by: .seconds(60))
        #expect(bench.balance(key: "alice").balance == Money(microdollars: 900_000))
    }

    @Test func `a cancelled job makes room for the next`() throws {
        let bench = try Bench(
            """
            accounts: [{ name: alice, keys: [alice], limits: { concurrent_jobs: 1 } }]
            rules: [{ name: slow, then: { job: { running: 50s } } }]
            """)
        let first = bench.create(key: "alice", prompt: "first", answer: .streamed, cancelsOnDisconnect: true)
        #expect(bench.create(key: "alice", prompt: "second").refusal?.reason == .tooManyConcurrent)
        try leave(first, bench, .clientGone)
        #expect(bench.create(key: "alice", prompt: "third").job != nil)
    }

    @Test func `a streamed answer is there at once, with the plan of the job`() throws {
        let bench = try Bench(slow)
        let view = try #require(bench.create(key: "alice", answer: .streamed).job)
        #expect(view.state == .queued)
        #expect(view.job.plan.running == .seconds(50))
    }

    @Test func `the auto clock does not run for keep-alives alone`() throws {
        let bench = try Bench(slow, clock: "auto")
        // Two answers on their way, each of which waits once.
        bench.balance(key: "alice")
        let idle = Flag()
        let wanted = Flag()
        _ = bench.sandbox.pause(until: .zero + .seconds(1), isIdle: true) { idle.set() }
        bench.sandbox.jumpWhileIdle()
        #expect(!idle.isSet)
        bench.balance(key: "alice")
        _ = bench.sandbox.pause(until: .zero + .seconds(5)) { wanted.set() }
        bench.sandbox.jumpWhileIdle()
        #expect(idle.isSet)
        #expect(!wanted.isSet)
    }
}
