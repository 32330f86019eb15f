import Documents
import HTTPMessages
import TestSupport
import Testing
import UnderstudyTesting

/// Requests to the control API that wait, and clients that do not wait so long.
@Suite struct AbandonedRequestTests {
    @Test func `a caller who left moves no clock`() throws {
        let bench = try ControlBench.holding()
        let left = bench.clock("{\"advance\":\"1h\",\"when_held\":1}")
        #expect(bench.waits == 1)
        left.hangUp()
        #expect(bench.waits == 0)
        let held = bench.create("a boat")
        #expect(held.isOpen)
        #expect(bench.elapsed == 0)
        #expect(left.isOpen)
    }

    @Test func `over a socket a caller who left moves no clock`() throws {
        let scenario =
            "understudy: 1\nname: t\nclock: { mode: manual }\nrules: [{ name: slow, then: { job: { queued: 0, running: 1h } } }]"
        try withUnderstudy(.overHTTP, scenario: scenario) { server throws in
            let port = try #require(server.url.split(separator: ":").last.flatMap { Int($0) })
            let caller = try RawSocket(port: port)
            let body = "{\"advance\":\"1h\",\"when_held\":1}"
            caller.send(
                "POST \(ControlBench.sandbox)/clock HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                    + body)
            try waitUntil { try waits(server) == 1 }
            caller.close()
            try waitUntil { try waits(server) == 0 }
            let held = server.begin(
                Request(
                    method: "POST", path: "/getimg/v2/images/generations",
                    headers: ["Authorization": "Bearer sk_a", "Content-Type": "application/json"],
                    body: Array("{\"model\":\"seedream-5-lite\",\"prompt\":\"a boat\"}".utf8)))
            try waitUntil { try clock(server)["held"]?.number?.int == 1 }
            #expect(try clock(server)["elapsed_ms"]?.number?.int == 0)
            try server.advance("1h", whenHeld: 1)
            #expect(try held.received().status == 200)
        }
    }

    @Test(arguments: Reach.allCases)
    func `a request of the test library can be abandoned`(by reach: Reach) throws {
        try withUnderstudy(reach) { server throws in
            let pending = server.begin(
                Request(
                    method: "POST", path: ControlBench.sandbox + "/clock", headers: ["Host": "127.0.0.1"],
                    body: Array("{\"mode\":\"manual\",\"when_held\":1}".utf8)))
            try waitUntil { try waits(server) == 1 }
            pending.abandon()
            #expect(throws: TestFailure.self) { try pending.received() }
            try waitUntil { try waits(server) == 0 }
        }
    }

    @Test func `a wait whose time is over says how many are held, and changes nothing`() throws {
        let bench = try ControlBench.holding()
        bench.create("a boat")
        let standard = bench.clock("{\"advance\":\"1h\",\"when_held\":2}")
        let short = bench.clock("{\"mode\":\"auto\",\"when_held\":3,\"timeout\":\"500ms\"}")
        bench.real.pass(.milliseconds(500))
        #expect(short.status == 408)
        #expect(short.text.contains("asks for 3"))
        #expect(short.text.contains("1 request was held"))
        #expect(standard.isOpen)
        bench.real.pass(.seconds(30))
        #expect(standard.status == 408)
        #expect(bench.elapsed == 0)
        #expect(bench.send("GET", ControlBench.sandbox + "/clock").json?["mode"]?.string == "manual")
        bench.create("another boat")
        #expect(bench.elapsed == 0)
    }

    @Test func `a wait that is reached answers with the clock it moved`() throws {
        let bench = try ControlBench.holding()
        let waiting = bench.clock("{\"advance\":\"1h\",\"when_held\":2,\"timeout\":\"1m\"}")
        let held = [bench.create("one"), bench.create("two")]
        #expect(waiting.status == 200)
        #expect(waiting.json?["elapsed_ms"]?.number?.int == 3_600_000)
        #expect(held.map(\.status) == [200, 200])
    }

    @Test func `the last year is asked for when the clock is to move`() throws {
        let bench = try ControlBench.holding()
        let waiting = bench.clock("{\"advance\":\"36500d\",\"when_held\":1}")
        bench.clock("{\"advance\":\"30000d\"}")
        bench.create("a kite")
        #expect(waiting.status == 400)
        #expect(waiting.text.contains("No clock goes beyond the year 2199."))
        #expect(bench.elapsed == 30_000 * 24 * 3_600_000)
    }

    @Test func `a reset answers who waits`() throws {
        let bench = try ControlBench.holding()
        let waiting = bench.clock("{\"advance\":\"1h\",\"when_held\":1}")
        #expect(bench.send("POST", ControlBench.sandbox + "/reset").status == 200)
        #expect(waiting.status == 409)
        #expect(waiting.text.contains("was reset"))
        bench.create("a boat")
        #expect(bench.elapsed == 0)
    }

    @Test func `a thousand wait, and the next is told so`() throws {
        let bench = try ControlBench.holding()
        let waiting = (0..<1_000).map { _ in bench.clock("{\"advance\":\"1s\",\"when_held\":1}") }
        let refused = bench.clock("{\"advance\":\"1s\",\"when_held\":1}")
        #expect(refused.status == 503)
        #expect(refused.text.contains("1000"))
        waiting[7].hangUp()
        #expect(bench.clock("{\"advance\":\"1s\",\"when_held\":1}").isOpen)
        bench.create("a boat")
        #expect(waiting.count { $0.status == 200 } == 999)
        #expect(bench.elapsed == 1_000_000)
    }

    @Test func `a wait for a webhook is given up with its client`() throws {
        let bench = try ControlBench(
            "settings: { unified-tasks: { } }\nrules: [{ name: slow, then: { job: { queued: 0, running: 1h } } }]")
        let job = try #require(bench.task(callback: "http://127.0.0.1:9/hook"))
        let path = ControlBench.sandbox + "/webhooks/\(job)"
        let waiting = bench.send("GET", path, query: "wait=acknowledged")
        #expect(waiting.isOpen)
        #expect(bench.waits == 1)
        waiting.hangUp()
        #expect(bench.waits == 0)
        let late = bench.send("GET", path, query: "wait=acknowledged&timeout=2s")
        bench.real.pass(.seconds(2))
        #expect(late.status == 408)
        #expect(late.text.contains("its job has not ended"))
        let reset = bench.send("GET", path, query: "wait=acknowledged")
        bench.send("POST", ControlBench.sandbox + "/reset")
        #expect(reset.status == 409)
    }

    @Test(arguments: [
        ("{\"advance\":\"1h\",\"timeout\":\"1s\"}", "goes with `when_held`"),
        ("{\"advance\":\"1h\",\"when_held\":1,\"timeout\":\"25h\"}", "at most"),
        ("{\"advance\":\"1h\",\"when_held\":1,\"timeout\":5}", "must be a duration"),
    ])
    func `a wrong timeout says what is wrong`(body: String, words: String) throws {
        let answer = try ControlBench().clock(body)
        #expect(answer.status == 400)
        #expect(answer.text.contains(words))
    }

    @Test(arguments: [
        ("timeout=1s", "goes with wait=acknowledged"), ("wait=acknowledged&timeout=soon", "must be a duration"),
        ("wait=ended", "there are wait=acknowledged and timeout"),
    ])
    func `a wrong wait for a webhook says what is wrong`(query: String, words: String) throws {
        let answer = try ControlBench().send("GET", ControlBench.sandbox + "/webhooks/any", query: query)
        #expect(answer.status == 400)
        #expect(answer.text.contains(words))
    }

    private func clock(_ server: any TestServer) throws -> Node {
        try JSONReader.read(server.send(Request(method: "GET", path: ControlBench.sandbox + "/clock")).body).root
    }

    private func waits(_ server: any TestServer) throws -> Int? {
        let report = try server.send(Request(method: "GET", path: ControlBench.sandbox))
        return try JSONReader.read(report.body).root["tables"]?["waits"]?["kept"]?.number?.int
    }
}

extension ControlBench {
    /// The id of a task that calls back.
    fileprivate func task(callback: String) -> String? {
        let body =
            "{\"model\":\"google/veo-3.1-fast\",\"input\":{\"prompt\":\"a boat\"},\"callback_url\":\"\(callback)\"}"
        let answer = send(
            "POST", "/unified-tasks/v1/tasks",
            headers: ["Authorization": "Bearer sk-a", "Content-Type": "application/json"], body)
        return answer.json?["data"]?["task_id"]?.string
    }
}
