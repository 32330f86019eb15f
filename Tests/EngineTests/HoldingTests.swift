import Core
import Engine
import Testing
import Time

@Suite struct HoldingTests {
    private let slow = "rules: [{ name: slow, then: { job: { queued: 10s, running: 50s } } }]"

    @Test func `a create that waits is answered when its job ends, not before`() throws {
        let bench = try Bench(slow)
        let caller = bench.create(answer: .whenEnded)
        bench.sandbox.advance(by: .seconds(59))
        #expect(caller.isHeld)
        bench.sandbox.advance(by: .seconds(1))
        #expect(caller.job?.state == .completed)
    }

    @Test func `a sandbox is in use while an answer of it is silent in real time`() throws {
        let bench = try Bench()
        let caller = bench.create()
        #expect(bench.sandbox.isInUse, "its answer is on its way")
        let silence = bench.sandbox.pause(until: .distantFuture, isIdle: true) {}
        #expect(bench.sandbox.isInUse)
        #expect(bench.sandbox.clock.held == 0)
        bench.sandbox.cancel(silence)
        bench.leave(caller)
        #expect(!bench.sandbox.isInUse)
    }

    @Test func `a window that is over gives the job as it is`() throws {
        let bench = try Bench(slow)
        let caller = bench.create(answer: .within(.seconds(20)))
        bench.sandbox.advance(by: .seconds(20))
        #expect(caller.job?.state == .running)
    }

    @Test func `everyone who waits for a job is released together, at its end`() throws {
        let bench = try Bench(slow)
        let id = try #require(bench.create().job?.job.id)
        let callers = (0..<5).map { _ in bench.poll(id, wait: .seconds(300)) }
        bench.sandbox.advance(by: .seconds(3_600))
        for caller in callers {
            #expect(caller.job?.state == .completed)
            #expect(caller.answer.withLock { $0?.moment } == .zero + .seconds(60))
        }
    }

    @Test func `a client that leaves is forgotten, and its job goes on`() throws {
        let bench = try Bench(slow)
        let caller = bench.create(answer: .whenEnded)
        #expect(bench.sandbox.clock.held == 1)
        bench.leave(caller)
        #expect(bench.sandbox.clock.held == 0)
        bench.sandbox.advance(by: .seconds(60))
        #expect(caller.isHeld)
        #expect(bench.balance().balance != nil)
    }

    @Test func `the auto clock jumps to the end of a held request and no further`() throws {
        let bench = try Bench(slow, clock: "auto")
        let caller = bench.create(answer: .whenEnded)
        bench.sandbox.jumpWhileIdle()
        #expect(caller.job?.state == .completed)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(60))
    }

    @Test func `the auto clock stands while a request is being answered`() throws {
        let bench = try Bench(slow, clock: "auto")
        let answered = bench.create(prompt: "answered at once, its exchange not yet over")
        let held = bench.create(prompt: "held", answer: .whenEnded)
        bench.sandbox.jumpWhileIdle()
        #expect(held.isHeld)
        bench.leave(answered)
        bench.sandbox.jumpWhileIdle()
        #expect(!held.isHeld)
    }

    @Test func `the real clock releases by alarms`() throws {
        let bench = try Bench(slow, clock: "real")
        let caller = bench.create(answer: .whenEnded)
        bench.real.pass(.seconds(59))
        #expect(caller.isHeld)
        bench.real.pass(.seconds(1))
        #expect(caller.job?.state == .completed)
    }

    @Test func `a scaled clock needs less real time`() throws {
        let bench = try Bench(slow, clock: "scaled, rate: 60")
        let caller = bench.create(answer: .whenEnded)
        bench.real.pass(.milliseconds(999))
        #expect(caller.isHeld)
        bench.real.pass(.milliseconds(1))
        #expect(caller.job?.state == .completed)
    }

    @Test func `a reset refuses what is held and forgets everything`() throws {
        let bench = try Bench(slow)
        let id = try #require(bench.create().job?.job.id)
        let caller = bench.poll(id, wait: .seconds(30))
        bench.sandbox.reset()
        #expect(caller.refusal?.reason == .overloaded)
        #expect(bench.poll(id).refusal?.reason == .notFound)
        #expect(bench.sandbox.clock.moment == .zero)
    }

    @Test(arguments: [true, false])
    func `who is refused by a reset or a stop does not wait for what a rule wanted of the answer`(isReset: Bool) throws
    {
        let bench = try Bench(
            "rules: [{ name: slow, then: { latency: 1m, job: { running: 50s } } }]", clock: "manual")
        let caller = bench.create(answer: .whenEnded)
        #expect(caller.isHeld)
        if isReset { bench.sandbox.reset() } else { bench.sandbox.dismissHeld(because: "stop") }
        #expect(caller.refusal?.reason == .overloaded)
        #expect(caller.answer.withLock { $0?.latency } == .zero)
    }
}
