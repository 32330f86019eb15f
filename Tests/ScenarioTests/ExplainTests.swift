import Scenario
import Testing

@Suite struct ExplainTests {
    private func explain(_ rules: String, _ fields: KeyValuePairs<String, String>) throws -> [String] {
        let sketch = try RequestSketch([("provider", "getimg")] + fields.map { ($0.key, $0.value) })
        return try scenario(rules: rules).explain(sketch.subject, at: sketch.at ?? .zero).text
            .split(separator: "\n").map { String($0) }
    }

    @Test func `each rule says what it decides, or why it does not`() throws {
        let lines = try explain(
            """
            - { name: other provider, match: { provider: llm-stats }, then: { latency: 1s } }
            - { name: other step, on: poll, then: { latency: 1s } }
            - { name: other model, match: { model: "kling/*" }, then: { latency: 1s } }
            - { name: prompt, match: { prompt: { contains: ship } }, then: { latency: 1s } }
            - { name: header, match: { header.x-test: { exists: true } }, then: { latency: 1s } }
            - { name: third only, when: { after: 2 }, then: { latency: 1s } }
            - { name: later, when: { between: [1m, 2m] }, then: { latency: 1s } }
            - { name: never, when: { percentage: 0 }, then: { latency: 1s } }
            - { name: decides, then: { latency: 1s } }
            - { name: too late, then: { latency: 2s, error: overloaded } }
            """, ["model": "google/veo-3", "prompt": "a paper boat"])
        #expect(
            lines[..<7] == [
                "other provider: `provider` is getimg, not llm-stats", "other step: `on` is poll, not create",
                "other model: `model` is google/veo-3, which kling/* does not match",
                "prompt: `prompt` is a paper boat, which does not fit", "header: there is no `header.x-test`",
                "third only: `when` passes over match 1", "later: `between` leaves this time out",
            ])
        #expect(lines[7].hasPrefix("never: `percentage` draws "))
        #expect(
            lines[8...] == ["decides: decides latency", "too late: decides error; an earlier rule decides latency"])
    }

    @Test func `a connection fault is told by its own name`() throws {
        #expect(
            try explain("- { name: cut, then: { limit_data: { bytes: 4 } } }", [:]) == ["cut: decides limit_data"])
    }

    @Test func `when no rule decides, the provider does`() throws {
        #expect(
            try explain("- { name: polls, on: poll, then: { latency: 1s } }", [:]).last?.hasPrefix("No rule") == true)
    }

    @Test(arguments: [
        (["model", "x"], "name a `provider`"), (["provider", "getimgs"], "did you mean `getimg`?"),
        (["promt", "x"], "did you mean `prompt`?"),
        (
            ["colour", "x"],
            "unknown key `colour`; there is `provider`, `on`, `model`, `modality`, `prompt`, `account`, `method`, `path`, `job_id`, `job.status`, `job.age`, `job.polls`, `attempt`, `at`, `header.…`, `query.…` and `body.…`"
        ), (["attempt", "two"], "must be a whole number"),
    ])
    func `a description that cannot be read says why`(field: [String], words: String) {
        let provider = field[0] == "attempt" ? [("provider", "getimg")] : []
        let failure = #expect(throws: RequestSketch.Failure.self) {
            try RequestSketch([(field[0], field[1])] + provider)
        }
        #expect(failure?.description.contains(words) == true)
    }

    @Test func `a rule that refuses connections says what the shared port does instead`() throws {
        let remarks = try scenario(rules: "- { name: off, on: connect, when: { times: 1 }, then: { down: 30s } }")
            .remarks
        #expect(remarks.count == 1 && remarks[0].description.contains("on the shared port a connection is reset"))
    }

    @Test func `a step that the provider has none of is told, and no rule is asked`() throws {
        var words = vocabulary
        words.providers[.getimg]?.steps = [.create: ["POST"], .poll: ["GET"]]
        let scenario = try ScenarioLoader.load(
            Array("understudy: 1\nname: s\nrules: [{ name: r, then: { latency: 1s } }]".utf8), named: "s",
            format: .yaml,
            vocabulary: words)
        let told = scenario.explain(subject(step: .upload), at: .zero)
        #expect(told.model == "getimg has no step `upload`; it has `create` and `poll`.")
        #expect(told.lines.isEmpty)
    }

    @Test func `bodies, queries and jobs can be described`() throws {
        let sketch = try RequestSketch([
            ("provider", "getimg"), ("on", "poll"), ("body.input.n", "4"), ("body.images[0]", "x"), ("query.wait", "5"),
            ("job.status", "failed"), ("job.age", "30s"), ("at", "1m"),
        ])
        #expect(sketch.subject.body?["input"]?["n"]?.number?.int == 4)
        #expect(sketch.subject.body?["images"]?.array?.first?.string == "x")
        #expect(sketch.subject.request.query == "wait=5")
        #expect(sketch.subject.job?.age == .seconds(30) && sketch.at == .seconds(60))
    }
}
