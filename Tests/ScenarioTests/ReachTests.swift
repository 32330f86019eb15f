import Core
import Documents
import Testing

@testable import Scenario

/// Words of three providers: one with streams and none of polls, one with everything else, one without webhooks.
private let narrow = Vocabulary(providers: [
    .openRouter: Vocabulary.ProviderWords(
        settings: [], errors: Set(SemanticError.allCases),
        steps: [.create: ["POST"], .stream: ["POST"], .catalog: ["GET"]], messages: [.notFound],
        jobMembers: ["usage", "data"], files: FileDelivery(embeddedAt: [.create])),
    .getimg: Vocabulary.ProviderWords(
        settings: [], errors: Set(SemanticError.allCases),
        steps: [.create: ["POST"], .poll: ["GET"], .download: ["GET", "HEAD"], .webhook: ["POST"]]),
    .lemonData: Vocabulary.ProviderWords(
        settings: [], errors: Set(SemanticError.allCases),
        steps: [.create: ["POST"], .poll: ["GET"], .download: ["GET", "HEAD"]], jobMembers: ["url"]),
])

@Suite struct ReachTests {
    /// What is said of a list of rules: problems, else warnings; empty when nothing is.
    private func said(_ rules: String, accounts: String = "[]") -> [String] {
        let lines = rules.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        let text = "understudy: 1\nname: test\naccounts: \(accounts)\nrules:\n\(lines)"
        do {
            let scenario = try ScenarioLoader.load(
                Array(text.utf8), named: "f", format: .yaml, vocabulary: narrow)
            return scenario.remarks.map(\.message).filter { $0.hasPrefix("warning: ") }
        } catch {
            return error.problems.map(\.message)
        }
    }

    @Test(arguments: [
        (
            "{ name: r, on: poll, match: { provider: openrouter }, then: { latency: 1s } }",
            "this rule can never act: `openrouter` has the steps `create`, `stream` and `catalog`, and it is decided at `poll`"
        ),
        (
            "{ name: r, on: create, match: { job.status: failed }, then: { latency: 1s } }",
            "this rule can never act: `job.status` has nothing to look at at `create` and `stream`"
        ),
        (
            "{ name: r, on: poll, match: { provider: getimg, method: DELETE }, then: { latency: 1s } }",
            "this rule can never act: the method at `poll` is `GET`"
        ),
        (
            "{ name: r, on: catalog, match: { prompt: a }, then: { latency: 1s } }",
            "this rule can never act: `prompt` has nothing to look at at `catalog`"
        ),
        (
            "{ name: r, match: { provider: openrouter }, then: { visibility_delay: 1s, webhook: { drop: true } } }",
            "warning: `webhook` can never act here: `openrouter` has the steps `create`, `stream` and `catalog`, and it is decided at `webhook`"
        ),
        (
            "{ name: r, on: [create, download], match: { provider: openrouter }, then: { latency: 1s } }",
            "warning: `download` is no step of `openrouter`, which has the steps `create`, `stream` and `catalog`"
        ),
        (
            "{ name: r, on: download, match: { provider: [openrouter, getimg] }, then: { asset: { bytes: 1B } } }",
            "warning: this rule can never act at `openrouter`: `openrouter` has the steps `create`, `stream` and `catalog`, and it is decided at `download`"
        ),
        (
            "{ name: r, on: create, when: { every: 2, per: job }, then: { latency: 1s } }",
            "warning: at `create` there is no job to count by: each request counts as the first"
        ),
    ])
    func `what can never act is told with the reason`(rule: String, words: String) {
        #expect(said("- \(rule)") == [words])
    }

    @Test(
        arguments: [
            (
                "{ name: r, match: { provider: openrouter }, then: { signed_url: { ttl: 1m } } }",
                "this rule can never act: `openrouter` has nothing for it to act on"
            ),
            (
                "{ name: r, match: { provider: openrouter }, then: { asset: { range: refuse } } }",
                "this rule can never act: `openrouter` has nothing for it to act on"
            ),
            (
                "{ name: r, on: download, then: { signed_url: { rotate: true } } }",
                "`rotate` makes another link at each reading; name `create` or `poll`"
            ),
            ("{ name: r, match: { provider: openrouter }, then: { job: { polls: 3 } } }", nil),
            ("{ name: r, match: { provider: openrouter }, then: { asset: { corrupt: flip } } }", nil),
            ("{ name: r, then: { sequence: [pass, pass] } }", "nothing but `pass`: this rule does nothing"),
            (
                "{ name: r, match: { provider: openrouter }, then: { sequence: [{ latency: 1s }, { webhook: { drop: true } }, 429] } }",
                "item 2 of the sequence can never act, so those behind it would never come"
            ),
            (
                "{ name: r, on: connect, then: { down: 1s } }",
                "warning: without `when: { times: 1 }` or its like the provider never comes back"
            ),
            ("{ name: r, match: { provider: getimg }, then: { sequence: [504] } }", nil),
            (
                "{ name: r, on: upload, match: { body.name: x }, then: { latency: 1s } }",
                "this rule can never act: `openrouter`, `lemondata` and `getimg` have the steps `create`, `poll`, `stream`, `download`, `catalog` and `webhook`, and it is decided at `upload`"
            ),
            ("{ name: r, on: connect, match: { attempt: { lt: 3 } }, then: { close_idle: 1s } }", nil),
            (
                "{ name: r, then: { rate_limit: { requests: 5/1s, burst: 7, window: fixed } } }",
                "a fixed window has no burst: leave out one of `burst` and `window`"
            ),
            (
                "{ name: r, on: stream, then: { sse: { cut_breaks_off: true } } }",
                "`cut_breaks_off` says how a cut ends; give `cut_after_events` or `cut_inside_event` too"
            ),
            (
                "{ name: r, match: { provider: openrouter }, then: { asset: { corrupt: flip, etag: each_time } } }",
                "warning: `etag` does nothing at `openrouter`, whose files stand in the answers and are never fetched"
            ),
            (
                "{ name: r, match: { provider: openrouter }, then: { clock_skew: { exp: -1h } } }",
                "warning: `exp` moves nothing: no link of `openrouter` is signed and says when it ends"
            ),
            ("{ name: r, match: { provider: openrouter }, then: { clock_skew: -1h } }", nil),
            (
                "{ name: r, on: create, match: { provider: openrouter }, then: { job: { output: { without: [usgae] } } } }",
                "warning: no answer of `openrouter` about a job has a member `usgae`; did you mean `usage`?"
            ),
            ("{ name: r, on: create, then: { job: { output: { without: [usgae] } } } }", nil),
            (
                "{ name: r, on: create, match: { provider: [openrouter, lemondata] }, then: { job: { output: { without: [data] } } } }",
                "warning: no answer of `lemondata` about a job has a member `data`"
            ),
            (
                "{ name: r, match: { provider: [openrouter, getimg] }, then: { error: { name: internal_error, message: m } } }",
                "warning: `message` is not told by `internal_error` at `openrouter`, which always says the same"
            ),
            (
                "{ name: r, on: create, match: { provider: openrouter }, then: { job: { outcome: failed, error: { name: internal_error, message: m } } } }",
                "warning: `message` is not told by a job that fails with `internal_error` at `openrouter`, which always says the same"
            ),
            (
                "{ name: r, on: create, match: { provider: getimg }, then: { job: { outcome: failed, error: { name: internal_error, message: m } } } }",
                nil
            ),
            (
                "{ name: r, match: { provider: openrouter }, then: { error: { name: internal_error, message: m } } }",
                "warning: `message` is not told by `internal_error` at `openrouter`, which always says the same"
            ),
            ("{ name: r, match: { provider: openrouter }, then: { error: { name: not_found, message: m } } }", nil),
            (
                "{ name: r, on: poll, match: { provider: openrouter }, then: { asset: { corrupt: flip } } }",
                "this rule can never act: `openrouter` has the steps `create`, `stream` and `catalog`, and it is decided at `poll`"
            ),
            (
                "{ name: r, then: { asset: { bytes: 10B, corrupt: truncate } } }",
                "`bytes` says already how long the file is; leave out `corrupt: truncate`"
            ),
        ] as [(String, String?)])
    func `a value that is without effect is told, and one that acts is not`(rule: String, words: String?) {
        let told = said("- \(rule)")
        #expect(words.map { told.contains($0) } ?? told.isEmpty, "\(told)")
    }

    @Test func `a fault of the connection shadows none of the answer`() {
        let rules = """
            - { name: idle, then: { close_idle: 5s } }
            - { name: reset, on: create, then: { connection_reset: { commit: true } } }
            """
        #expect(said(rules).isEmpty)
    }

    @Test func `an account that is none of the file's is told`() {
        #expect(
            said(
                "- { name: r, match: { account: alic }, then: { latency: 1s } }",
                accounts: "[{ name: alice, keys: [k] }]")
                == ["warning: no account of this file fits `alic`; did you mean `alice`?"])
    }

    @Test func `an account inside any_of that is none of the file's is told`() {
        #expect(
            said(
                "- { name: r, match: { any_of: [{ account: alice }, { any_of: [{ account: alic }] }] }, then: { latency: 1s } }",
                accounts: "[{ name: alice, keys: [k] }]")
                == ["warning: no account of this file fits `alic`; did you mean `alice`?"])
    }

    /// What is said of a file that begins with these lines; it may use the scenario `other`.
    private func said(of text: String) -> [String] {
        do {
            let other = try ScenarioLoader.load(
                Array(
                    "understudy: 1\nname: other\nrules: [{ name: late, on: create, then: { latency: 2s, error: internal_error } }]"
                        .utf8),
                named: "o", format: .yaml, vocabulary: narrow)
            let scenario = try ScenarioLoader.load(
                Array("understudy: 1\nname: test\n\(text)".utf8), named: "f", format: .yaml, vocabulary: narrow,
                library: [other])
            return scenario.remarks.map(\.message).filter { $0.hasPrefix("warning: ") }
        } catch {
            return error.problems.map(\.message)
        }
    }

    @Test func `a rule of a used scenario behind one of the file's own is told, and is no error`() {
        #expect(
            said(of: "use: [other]\nrules: [{ name: mine, then: { latency: 1s } }]")
                == [
                    "warning: `latency` of the rule `other/late` can never act here: the rule `mine` before it always decides it"
                ])
        #expect(said(of: "use: [other]\nrules: [{ name: mine, on: poll, then: { latency: 1s } }]").isEmpty)
    }

    @Test func `a rule of the file behind one of every phase can never act, and behind one of some phases it can`() {
        let file = "rules: [{ name: mine, on: create, then: { latency: 1s } }]\n"
        let (first, second) = (
            "{ name: one, for: 1m, rules: [{ name: a, then: { latency: 2s } }] }",
            "{ name: two, rules: [{ name: b, on: create, then: { latency: 3s } }] }"
        )
        #expect(
            said(of: file + "phases: [\(first), \(second)]")
                == ["this rule can never act: in every phase a rule before it (`a` and `b`) always decides `latency`"])
        #expect(said(of: file + "phases: [\(first), { name: two }]").isEmpty)
        #expect(
            said(of: file + "phases: [\(first), { name: two, for: 1m, rules: [{ name: b, then: { latency: 3s } }] }]")
                .isEmpty)
    }

    @Test func `a rule behind one that always decides the same can never act`() {
        let rules = """
            - { name: first, on: [create, poll], then: { latency: 1s, error: internal_error } }
            - { name: second, on: create, then: { latency: 2s } }
            """
        #expect(said(rules) == ["this rule can never act: the rule `first` before it always decides `latency`"])
    }

    @Test func `an aspect behind one that always decides it is told, and the rest of its rule acts`() {
        let rules = """
            - { name: first, match: { model: a }, then: { latency: 1s } }
            - { name: second, on: create, match: { model: a }, then: { latency: 2s, error: internal_error } }
            """
        #expect(
            said(rules)
                == ["warning: `latency` can never act here: the rule `first` before it always decides it"])
    }

    @Test(arguments: [
        "{ name: first, match: { model: b }, then: { latency: 1s } }",
        "{ name: first, when: { every: 2 }, then: { latency: 1s } }",
        "{ name: first, when: { between: [1s, 2s] }, then: { latency: 1s } }",
        "{ name: first, on: poll, then: { latency: 1s } }",
        "{ name: first, match: { provider: openrouter }, then: { latency: 1s } }",
        "{ name: first, then: { sequence: [429] } }",
    ])
    func `a rule that leaves something to the next one shadows nothing`(first: String) {
        #expect(said("- \(first)\n- { name: second, on: create, then: { latency: 2s } }").isEmpty)
    }

    @Test func `a match for what is not there holds at every step`() {
        #expect(
            said("- { name: r, on: create, match: { job.status: { not: failed } }, then: { latency: 1s } }").isEmpty)
    }

    @Test func `every key of a match has its line in the table`() {
        let all = MatchKey.inOrder.map(\.name) + MatchFamily.inOrder.map(\.family.prefix)
        #expect(all.filter { MatchReach.table[$0] == nil } == [])
    }
}
