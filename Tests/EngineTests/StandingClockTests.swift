import Basics
import Core
import Engine
import Testing
import Time

/// A manual clock that nobody moves while requests are held is no riddle.
@Suite struct StandingClockTests {
    private let slow = "rules: [{ name: slow, on: create, then: { job: { queued: 10s, running: 50s } } }]"
    private let told = Told()

    private func bench(_ clock: String = "manual", _ rules: String? = nil) throws -> Bench {
        try Bench(rules ?? slow, clock: clock, note: { [told] note in told.lines.withLock { $0.append(note.text) } })
    }

    private var words: [String] { told.lines.withLock { $0 } }

    @Test func `after two seconds the log says which request waits, what is next and how to move the clock`() throws {
        let bench = try bench()
        bench.create(answer: .whenEnded)
        bench.real.pass(.milliseconds(1_999))
        #expect(words == [])
        bench.real.pass(.milliseconds(1))
        let line = try #require(words.first)
        #expect(line.contains("The clock is `manual`"))
        #expect(line.contains("request 1 (POST /create) is held"))
        #expect(line.contains("The next event is the end of a wait for job"))
        #expect(line.contains("in 60.0 s"))
        #expect(line.contains(#"/_understudy/sandboxes/bench/clock -d '{"advance":"next"}'"#))
        #expect(!line.contains("Authorization"))
    }

    @Test func `where the control API wants a token, the line to copy has it`() throws {
        let bench = try Bench(
            slow, needsToken: true, note: { [told] note in told.lines.withLock { $0.append(note.text) } })
        bench.create(answer: .whenEnded)
        bench.real.pass(.seconds(2))
        let line = try #require(words.first)
        #expect(line.contains(#"curl -sS -H "Authorization: Bearer $UNDERSTUDY_CONTROL_TOKEN" "#))
    }

    @Test func `it is said once, and again after a reset or a load`() throws {
        let bench = try bench()
        bench.create(answer: .whenEnded)
        bench.real.pass(.seconds(60))
        #expect(words.count == 1)
        bench.create(prompt: "another", answer: .whenEnded)
        bench.real.pass(.seconds(60))
        #expect(words.count == 1)
        bench.sandbox.reset()
        bench.create(answer: .whenEnded)
        bench.real.pass(.seconds(60))
        #expect(words.count == 2)
        bench.sandbox.load(bench.sandbox.scenario)
        bench.create(prompt: "one more", answer: .whenEnded)
        bench.real.pass(.seconds(60))
        #expect(words.count == 3)
    }

    @Test func `who moves the clock in time, or holds nothing, is told nothing`() throws {
        let bench = try bench()
        let first = bench.create(answer: .whenEnded)
        for _ in 0..<5 {
            bench.real.pass(.seconds(1))
            bench.sandbox.advance(by: .seconds(1))
        }
        #expect(words == [])
        bench.leave(first)
        bench.real.pass(.seconds(60))
        #expect(words == [])
    }

    @Test(arguments: ["auto", "real"])
    func `other clocks are no riddle`(clock: String) throws {
        let bench = try bench(clock)
        bench.create(answer: .whenEnded)
        bench.real.pass(.seconds(5))
        #expect(words == [])
    }

    @Test func `what waits for ever is told to wait for ever`() throws {
        let bench = try bench("manual", "rules: [{ name: stuck, on: create, then: { job: { outcome: stuck } } }]")
        bench.create(answer: .whenEnded)
        bench.real.pass(.seconds(2))
        #expect(words.first?.contains("Nothing is to come") == true)
    }
}

/// What the log was told.
private final class Told: Sendable {
    let lines = Lock<[String]>([])
}
