import Basics
import Core
import DialectKit
import Engine
import Testing
import Time

/// Under `auto` a poll that finds its job unfinished moves time on to the next change (language.md §7).
@Suite struct PolledClockTests {
    private let slow = "rules: [{ name: slow, on: create, then: { job: { queued: 10s, running: 230s } } }]"

    @Test func `a job of two states is over in three polls`() throws {
        let bench = try Bench(slow, clock: "auto")
        let id = try #require(bench.create().job?.job.id)
        #expect(bench.pollOnce(id).job?.state == .queued)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(10))
        #expect(bench.pollOnce(id).job?.state == .running)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(240))
        #expect(bench.pollOnce(id).job?.state == .completed)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(240))
    }

    @Test(arguments: ["auto, polls: real", "manual", "real"])
    func `other clocks are moved by no poll`(clock: String) throws {
        let bench = try Bench(slow, clock: clock)
        let id = try #require(bench.create().job?.job.id)
        for _ in 0..<5 { #expect(bench.pollOnce(id).job?.state == .queued) }
        #expect(bench.sandbox.clock.moment == .zero)
    }

    @Test func `polling one job never jumps over the end of another that was polled`() throws {
        let bench = try Bench(
            """
            rules:
              - { name: long, on: create, match: { prompt: long }, then: { job: { queued: 0s, running: 300s } } }
              - { name: short, on: create, match: { prompt: short }, then: { job: { queued: 0s, running: 100s } } }
              - { name: other, on: create, match: { prompt: other }, then: { job: { queued: 0s, running: 50s } } }
            """, clock: "auto")
        let long = try #require(bench.create(prompt: "long").job?.job.id)
        let short = try #require(bench.create(prompt: "short").job?.job.id)
        bench.create(prompt: "other")
        bench.pollOnce(short)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(100))
        bench.pollOnce(long)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(300))

        let again = try Bench(
            """
            rules:
              - { name: long, on: create, match: { prompt: long }, then: { job: { queued: 0s, running: 300s } } }
              - { name: short, on: create, match: { prompt: short }, then: { job: { queued: 20s, running: 80s } } }
            """, clock: "auto")
        let (first, second) = (again.create(prompt: "long").job, again.create(prompt: "short").job)
        again.pollOnce(second?.job.id ?? "")
        #expect(again.sandbox.clock.moment == .zero + .seconds(20))
        again.pollOnce(first?.job.id ?? "")
        #expect(again.sandbox.clock.moment == .zero + .seconds(100))
        #expect(again.pollOnce(first?.job.id ?? "").job?.state == .running)
        #expect(again.sandbox.clock.moment == .zero + .seconds(300))
    }

    @Test func `two polls that were answered at one moment move the clock by one change`() throws {
        let bench = try Bench(slow, clock: "auto")
        let id = try #require(bench.create().job?.job.id)
        let (first, second) = (bench.poll(id), bench.poll(id))
        bench.handOver(first)
        bench.handOver(second)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(10))
    }

    @Test(arguments: [
        "error: internal_error", "http_error: 503", "rate_limit: { always: true, retry_after: { seconds: 1 } }",
        "empty_response: true", "visibility_delay: 1h",
    ])
    func `a poll that is refused, or of whose answer nothing is seen, moves nothing`(aspect: String) throws {
        let bench = try Bench(
            """
            rules:
              - { name: slow, on: create, then: { job: { queued: 10s, running: 230s } } }
              - { name: refused, on: poll, then: { \(aspect) } }
            """, clock: "auto")
        let id = try #require(bench.create().job?.job.id)
        for _ in 0..<3 { bench.pollOnce(id) }
        #expect(bench.sandbox.clock.moment == .zero)
    }

    @Test(arguments: ["polls: 3", "outcome: stuck", "statuses: [queued, running, completed], by: poll"])
    func `a job that time does not move moves no time`(job: String) throws {
        let bench = try Bench("rules: [{ name: odd, on: create, then: { job: { \(job) } } }]", clock: "auto")
        let id = try #require(bench.create().job?.job.id)
        for _ in 0..<2 { bench.pollOnce(id) }
        #expect(bench.sandbox.clock.moment == .zero)
    }

    @Test func `statuses that come by time are told one after the other, and equal ones once`() throws {
        let job = "job: { statuses: [queued, queued, running, uploading, completed], by: 7s }"
        let bench = try Bench("rules: [{ name: odd, on: create, then: { \(job) } }]", clock: "auto")
        let id = try #require(bench.create().job?.job.id)
        let moments = (0..<4).map { _ in
            bench.pollOnce(id)
            return bench.sandbox.clock.moment
        }
        #expect(moments == [14, 21, 28, 28].map { .zero + .seconds($0) })
    }

    @Test func `a list moves the clock like a poll, and counts as none`() throws {
        let bench = try Bench(slow, clock: "auto")
        let id = try #require(bench.create().job?.job.id)
        bench.handOver(bench.list(JobQuery(limit: 10)))
        #expect(bench.sandbox.clock.moment == .zero + .seconds(10))
        bench.handOver(bench.list(JobQuery(limit: 10)))
        let job = bench.pollOnce(id).job
        #expect(job?.state == .completed)
        #expect(job?.job.polls == 1)
    }

    @Test func `a long poll moves time by its own wait alone`() throws {
        let bench = try Bench(slow, clock: "auto")
        let created = bench.create()
        bench.leave(created)
        let long = bench.poll(created.job?.job.id ?? "", wait: .seconds(30))
        bench.sandbox.jumpWhileIdle()
        bench.handOver(long)
        #expect(long.job?.state == .running)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(30))
    }

    @Test func `a poll does not jump over the end of a job that a long poll waits for`() throws {
        let bench = try Bench(
            """
            rules:
              - { name: long, on: create, match: { prompt: long }, then: { job: { queued: 0s, running: 300s } } }
              - { name: short, on: create, match: { prompt: short }, then: { job: { queued: 0s, running: 100s } } }
            """, clock: "auto")
        let long = try #require(bench.create(prompt: "long").job?.job.id)
        let short = try #require(bench.create(prompt: "short").job?.job.id)
        let waiting = bench.poll(short, wait: .seconds(30))
        bench.pollOnce(long)
        #expect(waiting.job?.state == .running)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(100))
    }

    @Test func `a callback that is due on the way comes first, and the answer does not wait for it`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(
            """
            rules:
              - { name: long, on: create, match: { prompt: long }, then: { job: { queued: 0s, running: 300s } } }
              - { name: short, on: create, match: { prompt: short }, then: { job: { queued: 0s, running: 100s } } }
            """, clock: "auto", sender: receiver)
        let long = try #require(bench.create(prompt: "long").job?.job.id)
        bench.create(prompt: "short", callback: "http://receiver.test/hook")
        #expect(bench.pollOnce(long).job?.state == .running)
        #expect(bench.sandbox.clock.moment == .zero + .seconds(100))
        // Polls that come meanwhile are answered, and want the same move.
        for _ in 0..<3 { #expect(bench.pollOnce(long).job?.state == .running) }
        #expect(bench.sandbox.clock.moment == .zero + .seconds(100))
        receiver.answerAll()
        #expect(bench.sandbox.clock.moment == .zero + .seconds(300))
    }

    @Test func `a move that waits for a callback is forgotten when the mode changes`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(
            """
            rules:
              - { name: long, on: create, match: { prompt: long }, then: { job: { queued: 0s, running: 300s } } }
              - { name: short, on: create, match: { prompt: short }, then: { job: { queued: 0s, running: 100s } } }
            """, clock: "auto", sender: receiver)
        let long = try #require(bench.create(prompt: "long").job?.job.id)
        bench.create(prompt: "short", callback: "http://receiver.test/hook")
        bench.pollOnce(long)
        bench.sandbox.setClock(mode: .manual, rate: 1)
        receiver.answerAll()
        #expect(bench.sandbox.clock.moment == .zero + .seconds(100))
    }

    @Test func `the jobs that were polled are forgotten when they end, are cancelled, or a reset comes`() throws {
        let bench = try Bench(slow, clock: "auto")
        let ids = (0..<4).compactMap { bench.create(prompt: "\($0)").job?.job.id }
        for poll in ids.map({ bench.poll($0) }) { bench.handOver(poll) }
        #expect(bench.polledJobs == 4)
        bench.cancel(ids[0], .untilEnded)
        #expect(bench.polledJobs == 3)
        bench.pollOnce(ids[1])
        #expect(bench.pollOnce(ids[1]).job?.state == .completed)
        let other = try #require(bench.create(prompt: "other").job?.job.id)
        bench.pollOnce(other)
        #expect(bench.polledJobs == 1)
        bench.sandbox.reset()
        #expect(bench.polledJobs == 0)
    }
}

extension Bench {
    /// Polls as a client does, whose answer is handed over.
    @discardableResult
    fileprivate func pollOnce(_ id: String) -> Caller {
        let caller = poll(id)
        handOver(caller)
        return caller
    }

    /// The answer goes to the client, and its exchange ends.
    fileprivate func handOver(_ caller: Caller) {
        if let answer = caller.answer.withLock({ $0 }), let context = caller.context.withLock({ $0 }) {
            sandbox.moveClock(after: answer, to: context)
        }
        leave(caller)
    }

    fileprivate var polledJobs: Int? { sandbox.census.tables.first { $0.name == "polled_jobs" }?.kept }
}
