import Dispatch
import Documents
import HTTPMessages
import Synchronization
import Testing

/// A thousand worlds on one server at once: each does what it does alone.
@Suite struct CrowdedSandboxesTests {
    private static let count = 999
    private static let start = "\"clock\":{\"mode\":\"manual\",\"start\":\"2026-01-01T00:00:00Z\"}"

    /// Each has a scenario of its own: another seed, another length of its jobs, another request that fails.
    private static func plan(_ number: Int) -> String {
        let rules = """
            [{"name":"length","on":"create","then":{"job":{"queued":0,"running":"\(1 + number % 60)s"}}},\
            {"name":"fails","on":"poll","when":{"every":\(2 + number % 3)},"then":{"http_error":\(500 + number % 4)}}]
            """
        return
            "{\(start),\"scenario\":{\"understudy\":1,\"name\":\"w\(number)\",\"seed\":\(number),\"rules\":\(rules)}}"
    }

    /// Everything that a client of it is answered, in order.
    private static func play(_ number: Int, on bench: ControlBench) -> [String] {
        let name = "world-\(number)"
        let control = "/_understudy/sandboxes/\(name)"
        let headers: Headers = ["Authorization": "Bearer key", "Content-Type": "application/json"]
        bench.send("PUT", control, plan(number))
        let created = bench.send(
            "POST", "/sandbox/\(name)/unified-tasks/v1/tasks", headers: headers,
            "{\"model\":\"google/veo-3.1-fast\",\"input\":{\"prompt\":\"kite \(number)\"}}")
        let task = created.json?["data"]?["task_id"]?.string ?? "none"
        var answers = ["\(created.status ?? 0) \(created.text)"]
        for _ in 0..<4 {
            bench.send("POST", control + "/clock", "{\"advance\":\"20s\"}")
            let polled = bench.send("GET", "/sandbox/\(name)/unified-tasks/v1/tasks/\(task)", headers: headers)
            answers.append("\(polled.status ?? 0) \(polled.text)")
        }
        answers.append("\(bench.send("GET", control + "/requests").json?["total"]?.number?.int ?? 0)")
        return answers
    }

    @Test func `a thousand hammered at once do not disturb each other`() throws {
        let (crowded, alone) = (try ControlBench(), try ControlBench())
        let answers = Mutex<[Int: [String]]>([:])
        DispatchQueue.concurrentPerform(iterations: Self.count) { number in
            let own = Self.play(number, on: crowded)
            answers.withLock { $0[number] = own }
        }
        #expect(crowded.send("GET", "/_understudy/sandboxes").json?["total"]?.number?.int == Self.count + 1)
        let together = answers.withLock { $0 }
        for number in 0..<Self.count {
            #expect(together[number] == Self.play(number, on: alone))
            alone.send("DELETE", "/_understudy/sandboxes/world-\(number)")
        }
    }
}
