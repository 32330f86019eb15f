import Core
import Scenario
import Testing

/// Words that a person writes by habit, or in a form of their own.
@Suite struct WordingTests {
    private func decision(_ then: String) throws -> Decision {
        var play = try Play(rules: "- { name: r, on: create, then: { \(then) } }")
        return play.decide(subject())
    }

    @Test func `an envelope may say its own words`() throws {
        let answer = try decision("http_error: { status: 503, envelope: nested, message: Come back later }").httpError
        #expect(
            answer.map { String(decoding: $0.body, as: UTF8.self) }
                == #"{"error":{"code":503,"message":"Come back later","details":[]}}"#)
        #expect(
            problems(
                "understudy: 1\nname: test\nrules: [{ name: r, then: { http_error: { status: 503, message: a } } }]")?
                .contains("`message` needs `envelope` beside it") == true)
    }

    @Test(arguments: [
        ("processing", "running"), ("in_progress", "running"), ("pending", "queued"), ("succeeded", "completed"),
        ("error", "failed"),
    ])
    func `a provider's word for a state is answered with the scenario's`(word: String, state: String) {
        let hint = "`\(word)` is `\(state)` here"
        #expect(
            problems(
                "understudy: 1\nname: test\nrules: [{ name: r, on: poll, match: { job.status: \(word) }, then: { latency: 1s } }]"
            )?
            .contains(hint) == true)
        let failure = #expect(throws: RequestSketch.Failure.self) {
            try RequestSketch([("provider", "getimg"), ("job.status", word)])
        }
        #expect(failure?.description.contains(hint) == true)
    }

    @Test func `a text in quotes describes the text between them`() throws {
        let sketch = try RequestSketch([
            ("provider", "getimg"), ("prompt", "\"12\""), ("header.x-a", "\"true\""), ("body.n", "\"12\""),
            ("body.m", "12"),
        ])
        #expect(sketch.subject.prompt == "12")
        #expect(sketch.subject.request.headers["x-a"] == "true")
        #expect(sketch.subject.body?["n"]?.string == "12")
        #expect(sketch.subject.body?["m"]?.number?.int == 12)
        #expect(try RequestSketch([("provider", "getimg"), ("prompt", "say \"12\"")]).subject.prompt == "say \"12\"")
    }
}
