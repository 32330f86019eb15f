import Basics
import Core
import Engine
import Testing
import Time

/// Moves of the clock that ask for no span.
@Suite struct AdvanceTests {
    private let slow = "rules: [{ name: slow, on: create, then: { job: { queued: 10s, running: 50s } } }]"

    @Test func `the next event is the end of a job, also of one that nobody waits for`() throws {
        let bench = try Bench(slow)
        bench.create()
        #expect(bench.toNext() == true)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(60))
        #expect(bench.toNext() == false)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(60))
    }

    @Test func `the next event is what comes first`() throws {
        let bench = try Bench(slow + "\nphases: [{ name: short, for: 5s }, { name: long }]")
        let held = bench.create(answer: .within(.seconds(30)))
        for seconds in [5, 30, 60] {
            #expect(bench.toNext() == true)
            #expect(bench.sandbox.clock.moment == .zero + .seconds(seconds))
        }
        #expect(held.job?.state == .running)
    }

    @Test func `until idle everything is done that somebody waits for, and what never comes is left`() throws {
        let receiver = FakeReceiver([.answered(500), .ok])
        let bench = try Bench(
            """
            rules:
              - { name: stuck, on: create, match: { prompt: stuck }, then: { job: { outcome: stuck } } }
              - { name: slow, on: create, then: { job: { queued: 10s, running: 50s } } }
            phases: [{ name: first, for: 100d }, { name: second }]
            """, sender: receiver)
        bench.leave(bench.create(prompt: "polled by nobody"))
        bench.leave(bench.create(prompt: "called about", callback: "http://receiver.test/hook"))
        let stuck = bench.create(prompt: "stuck", answer: .whenEnded)
        let held = bench.create(prompt: "held", answer: .whenEnded)
        let ended = Flag()
        bench.sandbox.advanceUntilIdle(before: Bench.end) { _ in ended.set() }
        #expect(held.job?.state == .completed)
        #expect(!ended.isSet, "its answer is on its way")
        bench.leave(held)
        #expect(ended.isSet)
        #expect(stuck.isHeld)
        #expect(receiver.got.count == 2)
        // Phases are nothing to wait for.
        #expect(bench.sandbox.clock.moment < .zero + .seconds(3_600))
        #expect(bench.sandbox.phase?.name == "first")
    }

    @Test func `until idle an answer is waited for that goes on a little after its pause`() throws {
        let bench = try Bench()
        // Its connection is looked after by another thread, which is told of the end of a pause and asks for the next one later.
        let goOn = Lock<[@Sendable () -> Void]>([])
        @Sendable func rest(_ count: Int) {
            guard count > 0 else { return }
            _ = bench.sandbox.pause(until: bench.sandbox.now + .seconds(10)) {
                goOn.withLock { $0.append { rest(count - 1) } }
            }
        }
        bench.create()
        rest(3)
        let ended = Flag()
        bench.sandbox.advanceUntilIdle(before: Bench.end) { _ in ended.set() }
        for seconds in [10, 20] {
            #expect(!ended.isSet)
            #expect(bench.sandbox.clock.moment == .zero + .seconds(seconds))
            for action in goOn.withLock({ list in
                defer { list = [] }; return list
            }) { action() }
        }
        #expect(bench.sandbox.clock.moment == .zero + .seconds(30))
        #expect(!ended.isSet)
        // It never goes on: nobody waits for ever.
        bench.real.pass(.seconds(2))
        #expect(ended.isSet)
    }

    @Test func `until idle waits for a webhook in flight`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(slow, sender: receiver)
        bench.leave(bench.create(prompt: "called about", callback: "http://receiver.test/hook"))
        bench.leave(bench.create(prompt: "later", price: 1))
        let ended = Flag()
        bench.sandbox.advanceUntilIdle(before: Bench.end) { _ in ended.set() }
        #expect(!ended.isSet)
        receiver.answerAll()
        #expect(ended.isSet)
    }

    @Test func `who makes new work for each that is done is stopped`() throws {
        let bench = try Bench("rules: [{ name: slow, on: create, then: { job: { queued: 0s, running: 1s } } }]")
        bench.again(at: .zero)
        let end = Lock<String?>(nil)
        bench.sandbox.advanceUntilIdle(before: Bench.end, atMost: 100) { found in
            if case .dismissed(let reason) = found { end.withLock { $0 = reason } }
        }
        #expect(end.withLock { $0 }?.contains("somebody makes new work") == true)
    }

    @Test func `a scenario without a clock ends a manual one, and no load takes time back`() throws {
        let bench = try Bench(slow)
        bench.sandbox.advance(by: .seconds(3_600))
        let (moment, date) = (bench.sandbox.clock.moment, bench.sandbox.clock.time)
        var plain = bench.sandbox.scenario
        plain.clock = nil
        bench.sandbox.load(plain)
        #expect(bench.sandbox.clock.mode == .real)
        #expect(bench.sandbox.clock.moment == moment)
        #expect(bench.sandbox.clock.time >= date)
        bench.sandbox.setClock(mode: .auto, rate: 1)
        bench.sandbox.reset()
        #expect(bench.sandbox.clock.mode == .real)
        #expect(bench.sandbox.clock.moment == .zero)
    }
}

extension Bench {
    fileprivate static let end = Timestamp(unixSeconds: 7_258_118_400)

    /// nil where it has not ended.
    fileprivate func toNext() -> Bool? {
        let moved = Lock<Bool?>(nil)
        sandbox.advanceToNext { end in
            if case .reached(let found) = end { moved.withLock { $0 = found } }
        }
        return moved.withLock { $0 }
    }

    /// Pauses for a second of scenario time, for ever.
    fileprivate func again(at moment: Moment) {
        _ = sandbox.pauseReading(until: moment + .seconds(1)) { [weak self] in self?.again(at: moment + .seconds(1)) }
    }
}
