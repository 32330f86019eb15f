import Core
import Scenario
import Testing

@Suite struct UseTests {
    private func text(_ name: String, use: String = "", rest: String = "") -> ScenarioText {
        let lines = "understudy: 1\nname: \(name)\n" + (use.isEmpty ? "" : "use: [\(use)]\n") + rest
        return ScenarioText(file: "\(name).yaml", format: .yaml, bytes: Array(lines.utf8))
    }

    private let slow = "rules:\n  - { name: slow, then: { latency: 1s } }\n"

    @Test func `rules, phases and expectations are appended, and names prefixed`() throws {
        let used = try load(
            """
            understudy: 1
            name: basics
            pace: instant
            phases: [{ name: late, rules: [{ name: in phase, then: { latency: 2s } }] }]
            rules: [{ name: limit, on: create, then: { rate_limit: always } }]
            expect: [no_blind_retry]
            """)
        let loaded = try load(
            "understudy: 1\nname: test\nuse: [basics]\nphases: [{ name: early, for: 1s }]\n" + slow, library: [used])
        #expect(loaded.rules.map(\.name) == ["slow", "basics/limit"])
        #expect(loaded.rules[1].then.rateLimit?.rule == "basics/limit")
        #expect(loaded.phases.map(\.name) == ["early", "basics/late"])
        #expect(loaded.phases[1].rules.map(\.name) == ["basics/in phase"])
        #expect(loaded.expectations.map(\.name) == ["no_blind_retry"])
        #expect(loaded.pace == .quick, "pace, clock, accounts and settings stay the file's own")
    }

    @Test func `files may use each other in any order, and what comes by two ways comes once`() throws {
        let loaded = try ScenarioLoader.load(
            [text("a", use: "b, c"), text("b", use: "c"), text("c", rest: slow)], vocabulary: vocabulary)
        #expect(loaded.map(\.name) == ["a", "b", "c"])
        #expect(loaded[0].rules.map(\.name) == ["c/slow"])
        #expect(loaded[1].rules.map(\.name) == ["c/slow"])
    }

    @Test func `a circle is reported with its way`() throws {
        let bad = try #require(throws: BadScenario.self) {
            try ScenarioLoader.load(
                [text("a", use: "b"), text("b", use: "c"), text("c", use: "a")], vocabulary: vocabulary)
        }
        #expect(bad.description.contains("a.yaml:3:7: use[0]: `use` goes in a circle: a → b → c → a"))
    }

    @Test func `an unknown scenario is reported with the nearest name`() throws {
        let bad = try #require(throws: BadScenario.self) {
            try ScenarioLoader.load([text("a", use: "rate-limit"), text("rate-limits")], vocabulary: vocabulary)
        }
        #expect(
            bad.description
                == "a.yaml:3:7: use[0]: unknown scenario `rate-limit`; did you mean `rate-limits`? (`understudy scenarios` lists the shipped ones)"
        )
    }

    @Test func `two files of one name are refused`() throws {
        let other = ScenarioText(file: "z.yaml", format: .yaml, bytes: Array("understudy: 1\nname: a\n".utf8))
        let bad = try #require(throws: BadScenario.self) {
            try ScenarioLoader.load([text("a"), other], vocabulary: vocabulary)
        }
        #expect(bad.description == "z.yaml:2:7: name: `a` is already the name of the scenario in a.yaml")
    }

    @Test func `a bad file does not make those that use it look bad`() throws {
        let bad = try #require(throws: BadScenario.self) {
            try ScenarioLoader.load([text("a", use: "b"), text("b", rest: "seed: x\n")], vocabulary: vocabulary)
        }
        #expect(bad.problems.map(\.file) == ["b.yaml"])
    }

    @Test func `phases after one that lasts for ever are refused`() throws {
        let used = try load("understudy: 1\nname: basics\nphases: [{ name: late }]\n")
        let bad = try #require(throws: BadScenario.self) {
            try load("understudy: 1\nname: test\nuse: [basics]\nphases: [{ name: only }]\n", library: [used])
        }
        #expect(bad.description.contains("the phases of `basics` would never come: `only` before them lasts for ever"))
    }
}
