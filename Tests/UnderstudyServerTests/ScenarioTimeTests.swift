import Documents
import HTTPMessages
import TestSupport
import Testing
import UnderstudyTesting

/// Answers that take scenario time, beside others and over a reset.
@Suite struct ScenarioTimeTests {
    private func create(_ prompt: String) -> Request {
        Request(
            method: "POST", path: "/llm-stats/v1/generations",
            headers: ["Authorization": "Bearer ze_a", "Content-Type": "application/json"],
            body: Array(#"{"model":"flux-1.1-pro","input":{"prompt":"\#(prompt)"},"wait":0}"#.utf8))
    }

    @Test func `a client who is never answered does not keep the auto clock from others`() throws {
        let scenario = """
            understudy: 1
            name: t
            clock: { mode: auto }
            rules:
              - { name: never, on: create, match: { prompt: never }, then: { timeout: 0 } }
              - { name: late, on: create, match: { prompt: late }, then: { latency: 1h } }
            """
        try withUnderstudy(.overHTTP, scenario: scenario) { server throws in
            let silent = server.begin(create("never"))
            // It has come when the journal knows of it.
            try waitUntil { try get("requests", server)["total"]?.number?.int == 1 }
            let late = server.begin(create("late"))
            #expect(eventually { late.isDone })
            #expect(!silent.isDone)
            silent.abandon()
            late.abandon()
        }
    }

    @Test func `an answer in slices that is on its way at a reset comes to its end by the new clock`() throws {
        let scenario = """
            understudy: 1
            name: t
            clock: { mode: manual }
            rules:
              - { name: drip, on: create, then: { slicer: { average_size: 64, delay: 1s } } }
            """
        try withUnderstudy(.overHTTP, scenario: scenario) { server throws in
            try server.advance("1h")
            let dripping = server.begin(create("a kite"))
            try waitUntil { try isPausing(server) }
            let reset = Request(
                method: "POST", path: "/_understudy/sandboxes/default/reset", headers: ["Host": "127.0.0.1"])
            #expect(try server.send(reset).status < 300)
            for _ in 0..<40 where !dripping.isDone {
                try waitUntil { try dripping.isDone || isPausing(server) }
                try server.advance("1s")
            }
            try waitUntil { dripping.isDone }
            #expect(try dripping.received().status == 200)
        }
    }

    /// Whether something waits for scenario time.
    private func isPausing(_ server: any TestServer) throws -> Bool {
        try get("clock", server)["next_in_ms"]?.number != nil
    }

    /// What the control API says of the sandbox.
    private func get(_ name: String, _ server: any TestServer) throws -> Node {
        let answer = try server.send(
            Request(method: "GET", path: "/_understudy/sandboxes/default/\(name)", headers: ["Host": "127.0.0.1"]))
        return try JSONReader.read(answer.body).root
    }
}
