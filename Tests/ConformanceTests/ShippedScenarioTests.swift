import Documents
import Foundation
import Testing
import UnderstudyTesting

/// Each shipped scenario does what its first lines promise.
@Suite struct ShippedScenarioTests {
    private let llm = "/llm-stats/v1/generations"
    private let tasks = "/unified-tasks/v1/tasks"
    private let images = "/getimg/v2/images/generations"

    private func image(_ prompt: String) -> String {
        "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"\(prompt)\"},\"wait\":0}"
    }

    private func play(_ name: String, auto: Bool = false, _ body: (any TestServer) throws -> Void) throws {
        let clock = auto ? "\nclock: { mode: auto }\n" : "\nclock: { mode: manual }\n"
        try withUnderstudy(.inProcess, scenario: try Project.scenario(name) + clock, body)
    }

    @Test func `healthy refuses nothing`() throws {
        try play("healthy") { server throws in
            #expect(try server.post(llm, key: "ze_a", image("a boat")).status == 200)
            #expect(
                try server.post(tasks, key: "sk-a", "{\"model\":\"google/veo-3.1-fast\",\"input\":{\"prompt\":\"a\"}}")
                    .status == 200)
            #expect(try server.get("/getimg/v2/models", key: "sk_a").status == 200)
        }
    }

    @Test func `slow answers late and nothing is lost`() throws {
        try play("slow", auto: true) { server throws in
            let created = try server.post(llm, key: "ze_a", "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"a\"}}")
            #expect(created.json["status"]?.string == "completed")
            let clock = try server.get("/_understudy/sandboxes/default/clock").json
            #expect(try #require(clock["elapsed_ms"]?.number?.int) >= 5_000)
        }
    }

    @Test func `flaky fails two creates in five and lets every second attempt through`() throws {
        try play("flaky") { server throws in
            var failures = 0
            for number in 0..<400 {
                let first = try server.post(llm, key: "ze_a", image("prompt \(number)"))
                guard first.status != 200 else { continue }
                failures += 1
                #expect([500, 502].contains(first.status))
                #expect(try server.post(llm, key: "ze_a", image("prompt \(number)")).status == 200)
            }
            #expect((120...200).contains(failures))
        }
    }

    @Test func `rate-limited tells the true time to wait`() throws {
        try play("rate-limited") { server throws in
            for number in 0..<3 { #expect(try server.post(llm, key: "ze_a", image("\(number)")).status == 200) }
            let refused = try server.post(llm, key: "ze_a", image("3"))
            #expect(refused.status == 429)
            let wait = try #require(refused.headers["retry-after"].flatMap { Int($0) })
            try server.advance("\(wait)s")
            #expect(try server.post(llm, key: "ze_a", image("3")).status == 200)
            #expect(try server.post(llm, key: "ze_b", image("another account")).status == 200)
        }
    }

    @Test func `expiring-links gives a picture ten seconds`() throws {
        try play("expiring-links") { server throws in
            let body =
                "{\"model\":\"seedream-5-lite\",\"prompt\":\"a boat\",\"output_format\":\"png\",\"resolution\":\"1K\"}"
            let created = try server.post(images, key: "sk_a", body)
            let link = try #require(created.json["data"]?.array?.first?["url"]?.string)
            try server.advance("9s")
            #expect(try server.fetch(link).status == 200)
            try server.advance("2s")
            #expect(try server.fetch(link).status == 410)
        }
    }

    @Test func `content-policy refuses at the door and while it runs`() throws {
        try play("content-policy", auto: true) { server throws in
            let refused = try server.post(llm, key: "ze_a", image("a forbidden boat"))
            #expect(refused.status == 422)
            #expect(refused.json["error"]?["code"]?.string == "content_policy")
            let failed = try server.post(
                llm, key: "ze_a", "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"a borderline boat\"}}")
            #expect(failed.json["status"]?.string == "failed")
            for (path, key, body) in [
                ("/openrouter/api/v1/images", "sk-or-a", #"{"model":"google/gemini-2.5-flash-image","prompt":"$"}"#),
                ("/lemondata/v1/images/generations", "sk-a", #"{"model":"dall-e-3","prompt":"$"}"#),
            ] {
                let asked = { (prompt: String) in
                    try server.post(path, key: key, body.replacing("$", with: prompt))
                }
                #expect(try asked("a boat").status == 200)
                #expect((400..<500).contains(try asked("a forbidden boat").status))
                #expect((400..<500).contains(try asked("a borderline boat").status))
            }
            let task = try server.post(
                tasks, key: "sk-a", "{\"model\":\"google/veo-3.1-fast\",\"input\":{\"prompt\":\"forbidden\"}}")
            #expect(task.status == 200)
            let id = try #require(task.json["data"]?["task_id"]?.string)
            try server.advance("10m")
            #expect(try server.get("\(tasks)/\(id)", key: "sk-a").json["data"]?["status"]?.string == "failed")
        }
    }
}
