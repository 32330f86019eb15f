import Documents
import HTTPMessages
import TestSupport
import Testing
import UnderstudyTesting

/// `real: true`: silence that outlasts a client under every clock (language.md §7).
@Suite struct RealSilenceTests {
    private func create(_ prompt: String) -> Request {
        Request(
            method: "POST", path: "/llm-stats/v1/generations",
            headers: ["Authorization": "Bearer ze_a", "Content-Type": "application/json"],
            body: Array(#"{"model":"flux-1.1-pro","input":{"prompt":"\#(prompt)"},"wait":0}"#.utf8))
    }

    private func scenario(_ clock: String, _ aspect: String) -> String {
        """
        understudy: 1
        name: t
        clock: { mode: \(clock) }
        rules:
          - { name: silent, on: create, match: { prompt: silent }, then: { \(aspect) } }
          - { name: late, on: create, match: { prompt: late }, then: { latency: 1h } }
        """
    }

    @Test(arguments: [
        "latency: { fixed: 1h, real: true }", "timeout: { fixed: 1h, real: true }",
        "timeout: { fixed: 0s, real: true }",
        "stall: { after_bytes: 3, for: 1h, real: true }", "stall: { after_bytes: 0, for: 1h, then: close, real: true }",
    ])
    func `real silence is no reason to jump, and keeps nobody from jumping`(aspect: String) throws {
        try withUnderstudy(.overHTTP, scenario: scenario("auto", aspect)) { server throws in
            let silent = server.begin(create("silent"))
            try waitUntil { try get("requests", server)["total"]?.number?.int == 1 }
            let late = server.begin(create("late"))
            #expect(eventually { late.isDone })
            #expect(!silent.isDone)
            #expect(try get("clock", server)["held"]?.number?.int == 0)
            silent.abandon()
            late.abandon()
        }
    }

    @Test(arguments: ["latency: { fixed: 1h, real: true }", "timeout: { fixed: 1h, real: true }"])
    func `a reset lets real silence go`(aspect: String) throws {
        try withUnderstudy(.overHTTP, scenario: scenario("manual", aspect)) { server throws in
            let silent = server.begin(create("silent"))
            try waitUntil { try get("requests", server)["total"]?.number?.int == 1 }
            try server.advance("2h")
            #expect(!silent.isDone)
            let reset = Request(
                method: "POST", path: "/_understudy/sandboxes/default/reset", headers: ["Host": "127.0.0.1"])
            #expect(try server.send(reset).status == 200)
            #expect(eventually { silent.isDone })
        }
    }

    @Test(arguments: [
        ("latency: { fixed: 30ms, real: true }", 202), ("stall: { after_bytes: 3, for: 30ms, real: true }", 202),
    ])
    func `real silence passes by itself under a manual clock`(aspect: String, status: Int) throws {
        try withUnderstudy(.overHTTP, scenario: scenario("manual", aspect)) { server throws in
            let silent = server.begin(create("silent"))
            #expect(eventually { silent.isDone })
            #expect(try silent.received().status / 100 == status / 100)
            #expect(try get("clock", server)["elapsed_ms"]?.number?.int == 0)
        }
    }

    @Test func `a real latency is no scenario time in the journal`() throws {
        let aspect = "latency: { fixed: 30ms, real: true }"
        try withUnderstudy(.overHTTP, scenario: scenario("manual", aspect)) { server throws in
            _ = try server.send(create("silent"))
            let entry = try get("requests", server)["requests"]?.array?.first
            #expect(entry?["response"]?["after_ms"]?.number?.int == 0)
        }
    }

    private func get(_ route: String, _ server: any TestServer) throws -> Node {
        let request = Request(
            method: "GET", path: "/_understudy/sandboxes/default/\(route)", headers: ["Host": "127.0.0.1"])
        return try JSONReader.read(server.send(request).body).root
    }
}
