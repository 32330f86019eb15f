import Basics
import Dispatch
import Documents
import HTTPMessages
import Testing
import UnderstudyTesting

/// Scenarios that are put in force, and sandboxes that are reset, while requests come and wait.
@Suite struct ReloadUnderLoadTests {
    private static let slow =
        "understudy: 1\nname: slow\nrules: [{ name: slow, on: create, then: { job: { queued: 0, running: 1h } } }]"
    private static let busy =
        "understudy: 1\nname: busy\nrules: [{ name: busy, on: create, when: { times: 3 }, then: { error: overloaded } }]"

    private func put(_ scenario: String, _ bench: ControlBench) -> Int? {
        bench.send(
            "PUT", ControlBench.sandbox + "/scenario",
            headers: ["Host": "127.0.0.1", "Content-Type": "application/yaml"], scenario
        ).status
    }

    /// What creates are answered meanwhile: a job, the rule's error, or that the sandbox was reset.
    private static let expected: Set<Int> = [200, 429, 500, 503]

    @Test func `every request is answered once, whatever is reloaded and reset meanwhile`() throws {
        let bench = try ControlBench.holding()
        let calls = Lock<[ControlBench.Call]>([])
        let wrong = Lock<[Int?]>([])
        DispatchQueue.concurrentPerform(iterations: 6) { worker in
            for round in 0..<60 {
                switch worker {
                case 0:
                    let status = put(round % 2 == 0 ? Self.busy : Self.slow, bench)
                    if status != 200 { wrong.withLock { $0.append(status) } }
                case 1 where round % 6 == 5:
                    let status = bench.send("POST", ControlBench.sandbox + "/reset").status
                    if status != 200 { wrong.withLock { $0.append(status) } }
                case 2:
                    let call = bench.clock("{\"advance\":\"1s\",\"when_held\":1,\"timeout\":\"1h\"}")
                    if round % 3 == 0 { call.hangUp() } else { calls.withLock { $0.append(call) } }
                default:
                    let call = bench.create("boat \(worker) \(round)")
                    calls.withLock { $0.append(call) }
                }
            }
        }
        #expect(wrong.withLock { $0 } == [])
        // Whatever is held or waits now ends with this.
        bench.send("POST", ControlBench.sandbox + "/reset")
        for call in calls.withLock({ $0 }) {
            #expect(call.responses.count == 1)
            #expect(Self.expected.union([409]).contains(call.status ?? 0), "\(call.text)")
        }
        #expect(bench.waits == 0)
        let tables = try #require(bench.send("GET", ControlBench.sandbox).json?["tables"])
        #expect(tables["jobs"]?["kept"]?.number?.int == 0)
    }

    @Test func `after resets under load a sandbox works as a new one`() throws {
        let bench = try ControlBench.holding()
        DispatchQueue.concurrentPerform(iterations: 4) { worker in
            for round in 0..<40 {
                if worker == 0 {
                    bench.send("POST", ControlBench.sandbox + "/reset")
                } else {
                    let call = bench.create("boat \(worker) \(round)")
                    if round % 4 == 0 { call.hangUp() }
                }
            }
        }
        bench.send("POST", ControlBench.sandbox + "/reset")
        let before = try #require(bench.elapsed)
        let waiting = bench.clock("{\"advance\":\"1h\",\"when_held\":1}")
        let held = bench.create("a boat")
        #expect(waiting.status == 200)
        #expect(held.status == 200)
        #expect(bench.elapsed == before + 3_600_000)
        #expect(bench.send("GET", ControlBench.sandbox + "/clock").json?["held"]?.number?.int == 0)
    }

    @Test func `a scenario that is put in force leaves waits as they are`() throws {
        let bench = try ControlBench.holding()
        let waiting = bench.clock("{\"advance\":\"2h\",\"when_held\":1}")
        #expect(put(Self.slow, bench) == 200)
        #expect(waiting.isOpen)
        #expect(bench.create("a boat").status == 200)
        #expect(waiting.status == 200)
    }
}
