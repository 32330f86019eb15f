import Basics
import Core
import Engine
import Testing
import Time

@Suite struct PhaseTests {
    private let day = """
        phases:
          - { name: morning, for: 1h }
          - { name: noon, for: 2h }
          - { name: evening, for: 3h }
        """

    @Test func `the phase in force is told with its beginning and its end`() throws {
        let bench = try Bench(day)
        #expect(bench.sandbox.phase?.name == "morning")
        bench.sandbox.advance(by: .seconds(3_600))
        let noon = try #require(bench.sandbox.phase)
        #expect(noon.name == "noon")
        #expect(noon.since.iso8601Milliseconds == "2026-01-01T01:00:00.000Z")
        #expect(noon.until?.iso8601Milliseconds == "2026-01-01T03:00:00.000Z")
        bench.sandbox.advance(by: .seconds(5 * 3_600))
        #expect(bench.sandbox.phase == nil)
    }

    @Test func `a last phase without an end lasts for ever, and a scenario without phases has none`() throws {
        let bench = try Bench("phases: [{ name: always }]")
        #expect(bench.sandbox.phase?.name == "always")
        #expect(bench.sandbox.phase?.until == nil)
        #expect(try Bench().sandbox.phase == nil)
    }

    @Test func `each phase that begins is told once, in order, also when time jumps past it`() throws {
        let told = Lock<[String]>([])
        let bench = try Bench(day, note: { note in told.withLock { $0.append(note.text) } })
        bench.sandbox.advance(by: .seconds(24 * 3_600))
        #expect(
            told.withLock { $0 } == [
                "The phase `morning` begins.", "The phase `noon` begins.",
                "The phase `evening` begins.", "The last phase is over.",
            ])
    }

    @Test func `phases begin anew with a load and a reset, and those of before are not told`() throws {
        let told = Lock<[String]>([])
        let bench = try Bench(day, note: { note in told.withLock { $0.append(note.text) } })
        bench.sandbox.advance(by: .seconds(1_800))
        bench.sandbox.load(bench.sandbox.scenario)
        bench.sandbox.advance(by: .seconds(1_800))
        #expect(bench.sandbox.phase?.name == "morning")
        bench.sandbox.reset()
        bench.sandbox.advance(by: .seconds(3_599))
        #expect(told.withLock { $0 } == Array(repeating: "The phase `morning` begins.", count: 3))
        bench.sandbox.dismissHeld(because: "The server is stopping.")
        #expect(told.withLock { $0.count } == 3)
    }

    @Test func `under a clock that moves by itself a phase begins by itself`() throws {
        let told = Lock<[String]>([])
        let bench = try Bench(day, clock: "real", note: { note in told.withLock { $0.append(note.text) } })
        bench.sandbox.wind()
        bench.real.pass(.seconds(3_600))
        #expect(told.withLock { $0.count } == 2)
    }
}
