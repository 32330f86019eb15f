import Core
import Scenario
import Testing

/// Errors that some provider of a rule lacks (language.md §5).
@Suite struct NearestErrorTests {
    private let busy = "- { name: busy, on: create, then: { error: overloaded } }"

    private func strict(_ rules: String) -> String {
        "understudy: 1\nname: test\nstrict_errors: true\nrules:\n  \(rules)"
    }

    @Test func `a provider that lacks an error gives its nearest, and the loader says which`() throws {
        let scenario = try scenario(rules: busy)
        #expect(
            scenario.remarks.map(\.description) == [
                "test.yaml:4:46: rules[0].then.error: `overloaded` is `provider_unavailable` at `llm-stats`, which has no such error",
                "test.yaml:4:46: rules[0].then.error: `overloaded` is `internal_error` at `unified-tasks`, which has no such error",
            ])
        var play = Play(scenario)
        for provider in [Provider.llmStats, .unifiedTasks, .getimg] {
            #expect(play.decide(subject(provider: provider)).error?.error == .overloaded)
        }
    }

    @Test func `a job that is to fail with such an error is told of too`() throws {
        let remarks = try scenario(
            rules:
                "- { name: late, on: create, match: { provider: unified-tasks }, then: { job: { outcome: failed, error: { name: provider_unavailable, message: No. } } } }"
        ).remarks.map(\.description)
        #expect(remarks.count == 1)
        #expect(remarks[0].contains("job.error.name: `provider_unavailable` is `internal_error` at `unified-tasks`"))
    }

    @Test func `explain tells what the provider gives`() throws {
        func lines(_ provider: Provider) throws -> String {
            try scenario(rules: busy).explain(subject(provider: provider), at: .zero).text
        }
        #expect(try lines(.unifiedTasks) == "busy: decides error; `overloaded` is `internal_error` here")
        #expect(try lines(.getimg) == "busy: decides error")
    }

    @Test func `a strict file passes a provider over that lacks the error`() throws {
        let scenario = try load(strict(busy))
        #expect(
            scenario.remarks.map(\.message) == [
                "`llm-stats` and `unified-tasks` have no error `overloaded`; the `error` of the rule `busy` is skipped there"
            ])
        var play = Play(scenario)
        #expect(play.decide(subject(provider: .unifiedTasks)).error == nil)
        #expect(play.decide(subject(provider: .getimg)).error?.error == .overloaded)
    }

    @Test func `a strict file is refused where no provider of a rule has the error`() throws {
        let rule = "- { name: busy, on: create, match: { provider: unified-tasks }, then: { error: overloaded } }"
        #expect(throws: Never.self) { try scenario(rules: rule) }
        #expect(
            problems(strict(rule))?.hasSuffix(
                "`unified-tasks` has no error `overloaded`, but the rule `busy` asks for it") == true)
    }

    @Test func `where nothing is near, the rule is refused in any file`() {
        let rule = "- { name: no, match: { provider: unified-tasks }, then: { error: content_policy } }"
        let words = "`unified-tasks` has no error `content_policy` and nothing near it, but the rule `no` asks for it"
        #expect(problems("understudy: 1\nname: test\nrules:\n  \(rule)")?.hasSuffix(words) == true)
    }
}
