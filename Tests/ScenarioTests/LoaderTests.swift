import Core
import Foundation
import Scenario
import Testing
import Time

@Suite struct LoaderTests {
    @Test(arguments: try files(in: "scenarios"))
    func `every shipped scenario loads`(file: URL) throws {
        var vocabulary = vocabulary
        for provider in Provider.allCases where vocabulary.providers[provider] == nil {
            vocabulary.providers[provider] = .init(settings: [], errors: Set(SemanticError.allCases))
        }
        let loaded = try ScenarioLoader.load(
            [UInt8](Data(contentsOf: file)), named: file.lastPathComponent, format: .yaml, vocabulary: vocabulary)
        #expect(loaded.name == file.deletingPathExtension().lastPathComponent)
        #expect(!loaded.summary.isEmpty)
    }

    @Test func `the empty scenario has no rules and every default`() {
        let healthy = Scenario.healthy(vocabulary: vocabulary)
        #expect(healthy.name == "healthy")
        #expect(healthy.rules.isEmpty && healthy.phases.isEmpty && healthy.accounts.isEmpty)
        #expect(healthy.pace == .quick && healthy.clock == nil)
        #expect(healthy.settings[.getimg]?.duration("file_ttl") == .seconds(86_400))
        #expect(healthy.settings[.unifiedTasks]?.text("validation_status") == "400")
    }

    @Test func `the surroundings of a file are read`() throws {
        let loaded = try load(
            """
            understudy: 1
            name: everything
            summary: All of it.
            seed: -9223372036854775808
            clock: { mode: scaled, rate: 60, start: 2026-01-01T00:00:00Z }
            pace: 0.1
            accounts:
              - name: alice
                keys: [sk-test-alice]
                balance: 5.00
                models: ["google/*", "getimg:*"]
                limits: { requests: 60/1m, burst: 10, concurrent_jobs: 3 }
            phases:
              - { name: healthy, for: 1h30m }
              - name: recovered
            """)
        #expect(loaded.seed == .min)
        #expect(loaded.clock == .init(mode: .scaled, rate: 60, start: Timestamp(unixSeconds: 1_767_225_600)))
        #expect(loaded.pace == .factor(0.1))
        let limits = Limits(requests: Rate(60, per: .seconds(60)), burst: 10, concurrentJobs: 3)
        #expect(
            loaded.accounts == [
                .init(
                    name: "alice", keys: ["sk-test-alice"], balance: Money(microdollars: 5_000_000),
                    models: ["google/*", "getimg:*"], limits: limits)
            ])
        #expect(loaded.phases.map(\.lasts) == [.seconds(5400), nil])
    }

    @Test func `settings of each kind are read and the others keep their defaults`() throws {
        let loaded = try load(
            """
            understudy: 1
            name: knobs
            settings:
              getimg: { file_ttl: 10m, limits: { requests: 5/1s }, page_size: 50, region: 7 }
              unified-tasks: { coerce_types: true, shown_balance: 3, validation_status: 422 }
              llm-stats: { limits: provider }
            """)
        let getimg = try #require(loaded.settings[.getimg])
        #expect(getimg.duration("file_ttl") == .seconds(600))
        #expect(getimg.limits("limits") == .custom(Limits(requests: Rate(5, per: .seconds(1)))))
        #expect(getimg.integer("page_size") == 50)
        #expect(getimg.text("region") == "7")
        let tasks = try #require(loaded.settings[.unifiedTasks])
        #expect(tasks.flag("coerce_types"))
        #expect(tasks.money("shown_balance") == Money(microdollars: 3_000_000))
        #expect(tasks.text("validation_status") == "422" && tasks.text("failed_shape") == "object")
        #expect(loaded.settings[.llmStats]?.limits("limits") == .provider)
        #expect(loaded.settings[.getimg]?.limits("nothing") == .off)
        #expect(loaded.settings[.openRouter] == nil)
    }

    @Test func `expectations are kept with their options`() throws {
        let loaded = try load(
            """
            understudy: 1
            name: judged
            expect:
              - no_duplicate_creates
              - count: { on: create, at_most: 10, match: { provider: getimg } }
            """)
        #expect(loaded.expectations.map(\.name) == ["no_duplicate_creates", "count"])
        #expect(loaded.expectations[0].options == [:] && loaded.expectations[0].match == nil)
        #expect(loaded.expectations[1].options["at_most"]?.number?.text == "10")
        #expect(loaded.expectations[1].match != nil)
    }

    @Test func `a JSON file says the same as a YAML file`() throws {
        let text =
            #"{"understudy": 1, "name": "json", "rules": [{"name": "r", "on": "poll", "then": {"latency": "2s"}}]}"#
        let loaded = try ScenarioLoader.load(Array(text.utf8), named: "a.json", format: .json, vocabulary: vocabulary)
        #expect(loaded.rules.map(\.name) == ["r"])
        #expect(loaded.rules[0].then.latency == .fixed(.seconds(2)))
    }

    @Test(arguments: [
        (#"{"understudy": 1, "name": "a", "name": "b"}"#, "a.json:1:32: name: the key `name` comes twice"),
        (#"{"understudy": 1, "name": "a", "#, nil),
    ])
    func `a bad JSON file is refused with its place`(text: String, words: String?) throws {
        let bad = try #require(throws: BadScenario.self) {
            try ScenarioLoader.load(Array(text.utf8), named: "a.json", format: .json, vocabulary: vocabulary)
        }
        #expect(bad.problems.count == 1 && bad.problems[0].line == 1)
        if let words { #expect(bad.description == words) }
    }

    @Test func `problems come in the order of the text`() throws {
        let bad = try #require(throws: BadScenario.self) {
            try load("understudy: 1\nname: order\nrules:\n  - { name: a, then: { latency: x } }\nseed: x\npace: x\n")
        }
        #expect(bad.problems.map(\.line) == [4, 5, 6])
        #expect(bad.problems[0].path == "rules[0].then.latency" && bad.problems[0].column == 33)
    }

    @Test func `too many rules are refused`() throws {
        let rules = (0...10_000).map { "- {name: r\($0), then: {}}" }.joined(separator: "\n")
        let words = try #require(problems("understudy: 1\nname: many\nrules:\n" + rules))
        #expect(words.contains("rules: expected a list of 0 to 10000, found 10001"))
    }

    @Test func `nonsense of any kind is refused and never stops the program`() {
        let pieces = [
            "[", "{", "rules", ": ", "\n", "  - ", "then", "0", "-1", "1e999", "~", "'", "any_of", "match", "\u{0}",
            "é",
        ]
        var state: UInt64 = 1
        for _ in 0..<2000 {
            var text = "understudy: 1\nname: x\n"
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            if problems(text) == nil { #expect(throws: Never.self) { try load(text) } }
        }
    }
}
