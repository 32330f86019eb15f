import Core
import Testing

@testable import Scenario

@Suite struct SequenceTests {
    private func answers(_ decision: Decision) -> String {
        if let error = decision.error { return error.error.rawValue }
        if let page = decision.httpError { return String(page.status) }
        return decision.latency.map { "\($0)" } ?? "pass"
    }

    @Test func `items come one after the other, and nothing after the last`() throws {
        var play = try Play(
            rules: "- { name: r, on: create, then: { sequence: [503, pass, { latency: 2s }, rate_limited] } }")
        #expect(
            (1...6).map { _ in answers(play.decide(subject())) }
                == ["503", "pass", "2.0 seconds", "rate_limited", "pass", "pass"])
    }

    @Test func `a status is the provider's own error where it has one, else a page`() throws {
        var words = vocabulary
        words.providers[.getimg]?.status = { error, _ in [.rateLimited: 429, .overloaded: 503][error] }
        let scenario = try ScenarioLoader.load(
            Array("understudy: 1\nname: s\nrules: [{ name: r, on: create, then: { sequence: [429, 418] } }]".utf8),
            named: "s", format: .yaml, vocabulary: words)
        var play = Play(scenario)
        #expect(answers(play.decide(subject(provider: .getimg))) == "rate_limited")
        #expect(answers(play.decide(subject(provider: .getimg))) == "418")
        var other = Play(scenario)
        #expect(answers(other.decide(subject(provider: .llmStats))) == "429")
    }

    @Test func `a status goes by the settings of the file`() throws {
        var words = vocabulary
        words.providers[.getimg]?.settings = [
            SettingDefinition("odd", .boolean, default: "false", "Whether a wrong field is a 422.")
        ]
        words.providers[.getimg]?.status = { error, settings in
            error == .invalidInput ? settings.flag("odd") == true ? 422 : 400 : nil
        }
        for (settings, expected) in [("{}", "422"), ("{ getimg: { odd: true } }", "invalid_input")] {
            let scenario = try ScenarioLoader.load(
                Array(
                    "understudy: 1\nname: s\nsettings: \(settings)\nrules: [{ name: r, on: create, then: { sequence: [422] } }]"
                        .utf8),
                named: "s", format: .yaml, vocabulary: words)
            var play = Play(scenario)
            #expect(answers(play.decide(subject(provider: .getimg))) == expected)
        }
    }

    @Test func `items are counted apart for each account where the rule says so`() throws {
        var play = try Play(
            rules: "- { name: r, on: create, when: { per: account }, then: { sequence: [500, 502] } }")
        #expect(
            ["a", "b", "a"].map { answers(play.decide(subject(account: $0))) } == ["500", "500", "502"])
    }

    @Test func `an item of which nothing came about comes again`() throws {
        var play = try Play(rules: "- { name: r, on: create, then: { sequence: [500, 502] } }")
        let refused = play.decide(subject())
        play.counters.giveBack(refused, [.masked("")])
        #expect(answers(play.decide(subject())) == "500")
    }

    @Test(arguments: [
        ("{ times: 2 }", "`times` means nothing beside `sequence`, which counts by itself"),
        ("{ every: 2 }", "`every` means nothing beside `sequence`, which counts by itself"),
        ("{ after: 2 }", "`after` means nothing beside `sequence`, which counts by itself"),
    ])
    func `what counts otherwise is refused beside a sequence`(when: String, words: String) throws {
        let said = problems("understudy: 1\nname: s\nrules: [{ name: r, when: \(when), then: { sequence: [500] } }]")
        #expect(said?.contains(words) == true, "\(said ?? "nothing")")
    }

    @Test func `a sequence stands alone, and its items are read as any then`() {
        let alone = problems("understudy: 1\nname: s\nrules: [{ name: r, then: { latency: 1s, sequence: [500] } }]")
        #expect(alone?.contains("`sequence` stands alone") == true)
        let item = problems("understudy: 1\nname: s\nrules: [{ name: r, then: { sequence: [{ latncy: 1s }] } }]")
        #expect(
            item?.contains("rules[0].then.sequence[0].latncy: unknown key `latncy`; did you mean `latency`?") == true)
        let step = problems(
            "understudy: 1\nname: s\nrules: [{ name: r, on: poll, then: { sequence: [{ job: { polls: 2 } }] } }]")
        #expect(step?.contains("`job` means nothing at `poll`") == true)
    }
}
