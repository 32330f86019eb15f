import Documents
import Foundation
import Testing
import UnderstudyTesting

/// What language.md §3.7 says, played with the very rules that stand there.
@Suite struct EasilyMissedTests {
    private let generations = "/llm-stats/v1/generations"
    private let models = "/llm-stats/v1/models"

    private func image(_ prompt: String) -> String {
        "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"\(prompt)\"},\"wait\":0}"
    }

    /// The rules of the page's block that begins with the rule of that name.
    private func play(
        _ rule: String, clock: String = "manual", pace: String = "instant", more: String = "",
        _ body: (any TestServer) throws -> Void
    ) throws {
        let page = try String(contentsOf: Project.root.appending(path: "docs/language.md"), encoding: .utf8)
        let block = try #require(
            page.components(separatedBy: "```yaml\n").first { $0.hasPrefix("- name: \(rule)\n") }?
                .components(separatedBy: "\n```").first)
        try withUnderstudy(
            .inProcess,
            scenario: "understudy: 1\nname: page\nclock: \(clock)\npace: \(pace)\n\(more)rules:\n\(block)\n", body)
    }

    private func elapsed(_ server: any TestServer) throws -> Int? {
        try server.get("/_understudy/sandboxes/default/clock").json["elapsed_ms"]?.number?.int
    }

    @Test func `replaced headers drop all others`() throws {
        try play("no header but this") { server throws in
            let answer = try server.get(models, key: "ze_a")
            #expect(answer.headers["x-only"] == "1")
            #expect(answer.headers["content-type"] == nil)
            #expect(answer.json.array?.isEmpty == false)
        }
    }

    @Test func `aspects of two rules do not add up`() throws {
        try play("two seconds", clock: "auto") { server throws in
            _ = try server.get(models, key: "ze_a")
            _ = try server.get(models, key: "ze_a")
            #expect(try [3_000...3_999].contains { $0.contains(try #require(try elapsed(server))) })
        }
    }

    @Test func `a replaced status creates and charges, an http_error does not`() throws {
        try play("created and charged", more: "accounts: [{ name: a, keys: [sk_a], balance: 10 }]\n") { server throws in
            func balance() throws -> String? {
                try server.get("/getimg/v2/billing/balance", key: "sk_a").text
            }
            func create(_ prompt: String) throws -> Int {
                try server.post(
                    "/getimg/v2/images/generations", key: "sk_a",
                    "{\"model\":\"seedream-5-lite\",\"prompt\":\"\(prompt)\"}"
                ).status
            }
            let full = try balance()
            #expect(try create("refused") == 500)
            #expect(try balance() == full)
            #expect(try create("replaced") == 500)
            #expect(try balance() != full)
        }
    }

    @Test func `latency comes after a long poll`() throws {
        try play("late after the wait", clock: "auto", pace: "realistic") { server throws in
            let created = try server.post(generations, key: "ze_a", image("a boat"))
            let id = try #require(created.json["id"]?.string)
            let begin = try #require(try elapsed(server))
            let polled = try server.get("\(generations)/\(id)?wait=1", key: "ze_a")
            #expect(polled.status == 200)
            let took = try #require(try elapsed(server)) - begin
            #expect((31_000..<32_000).contains(took), "\(took)")
        }
    }

    @Test func `a fixed window starts with its first request`() throws {
        try play("three in ten seconds") { server throws in
            func create() throws -> Int { try server.post(generations, key: "ze_a", image("a boat")).status }
            try server.advance("7s")
            #expect(try [create(), create(), create(), create()] == [200, 200, 200, 429])
            try server.advance("4s")  // Past the tenth second of the scenario, not of the window.
            #expect(try create() == 429)
            try server.advance("6s")
            #expect(try create() == 200)
        }
    }

    @Test func `a merge patch replaces an array`() throws {
        try play("a catalog of one") { server throws in
            let list = try server.get("/getimg/v2/models", key: "sk_a").json["data"]?.array
            #expect(list?.count == 1)
            #expect(list?.first?.object?.map(\.key) == ["id"])
        }
    }

    @Test func `a link's life runs from the job's end at getimg and from each reading at LLM Stats`() throws {
        try play("a minute") { server throws in
            let video = try server.post(
                "/getimg/v2/videos/generations", key: "sk_a", "{\"model\":\"wan-2-7-video\",\"prompt\":\"a boat\"}")
            let job = try #require(video.json["id"]?.string)
            func getimg() throws -> String? {
                let read = try server.get("/getimg/v2/videos/generations/\(job)", key: "sk_a")
                return read.json["data"]?.array?.first?["url"]?.string
            }
            let created = try server.post(generations, key: "ze_a", image("a boat"))
            let id = try #require(created.json["id"]?.string)
            func llmStats() throws -> String? {
                let read = try server.get("\(generations)/\(id)", key: "ze_a")
                return read.json["output"]?["media"]?.array?.first?["url"]?.string
            }
            let (first, early) = (try #require(try getimg()), try #require(try llmStats()))
            try server.advance("50s")
            #expect(try getimg() == first)
            let late = try #require(try llmStats())
            try server.advance("20s")
            #expect(try server.fetch(first).status == 410)
            #expect(try server.fetch(early).status == 403)
            #expect(try server.fetch(late).status == 200)
        }
    }

    @Test func `one key at two providers is one account`() throws {
        try play("one create an hour for each account") { server throws in
            func task(_ key: String) throws -> Int {
                try server.post(
                    "/unified-tasks/v1/tasks", key: key,
                    "{\"model\":\"google/veo-3.1-fast\",\"input\":{\"prompt\":\"a\"}}"
                ).status
            }
            #expect(try task("ze_a") == 200)
            #expect(try server.post(generations, key: "ze_a", image("a boat")).status == 429)
            #expect(try task("ze_b") == 200)
        }
    }
}
