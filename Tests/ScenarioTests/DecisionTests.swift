import Core
import Documents
import Scenario
import Testing

@Suite struct DecisionTests {
    @Test func `for every aspect the first rule that names it decides`() throws {
        var play = try Play(
            rules: """
                - { name: slow, then: { latency: 1s } }
                - { name: slower and failing, then: { latency: 9s, error: internal_error } }
                - { name: link, then: { signed_url: { ttl: 5s, rotate: true } } }
                """)
        let decision = play.decide(subject())
        #expect(decision.latency == .seconds(1))
        #expect(decision.error == ErrorDirective(.internalError))
        #expect(decision.signedURL == LinkTerms(lifetime: .seconds(5), rotates: true, rule: "link"))
        #expect(
            decision.fired == [
                .init(rule: "slow", aspect: "latency"), .init(rule: "slower and failing", aspect: "error"),
                .init(rule: "link", aspect: "signed_url"),
            ])
    }

    @Test func `a rule that its when holds back leaves the aspect to the next`() throws {
        var play = try Play(
            rules: """
                - { name: every second, when: { every: 2 }, then: { latency: 2s } }
                - { name: others, then: { latency: 1s } }
                """)
        #expect(
            (1...4).map { _ in play.decide(subject()).latency } == [.seconds(1), .seconds(2), .seconds(1), .seconds(2)])
    }

    @Test func `an aspect is decided only at its own steps`() throws {
        var play = try Play(
            rules: """
                - { name: failing, then: { job: { outcome: stuck, stuck_in: queued }, rate_limit: { concurrent_jobs: 3 } } }
                """)
        #expect(play.decide(subject()).job?.outcome == .stuck(in: .queued))
        #expect(play.decide(subject()).rateLimit?.limit == .concurrentJobs(3))
        #expect(play.decide(subject(step: .poll)).fired.isEmpty)
        #expect(play.program.hasNoRules(step: .poll, provider: .getimg))
        #expect(!play.program.hasNoRules(step: .create, provider: .getimg))
    }

    @Test(arguments: [
        ("m", "m", true), ("m", "m2", false), ("m2", "m", false), ("m*", "m", true), ("m*", "m-large", true),
        ("m*", "l", false),
        ("*", "anything", true), ("m?", "m", true), ("m-?x", "m-", true), ("m-?x", "m", false), ("n", "", false),
    ])
    func `rules for other models are known to be silent by the model alone`(
        glob: String, model: String, may: Bool
    ) throws {
        let play = try Play(rules: "- { name: one, on: create, match: { model: '\(glob)' }, then: { latency: 1s } }")
        #expect(play.program.maySpeak(step: .create, provider: .getimg, model: model) == may)
        #expect(!play.program.maySpeak(step: .poll, provider: .getimg, model: model))
        let open = try Play(rules: "- { name: all, on: create, then: { latency: 1s } }")
        #expect(open.program.maySpeak(step: .create, provider: .getimg, model: model))
    }

    @Test func `a provider without the error is passed over and the loader says so`() throws {
        let scenario = try scenario(rules: "- { name: policy, then: { error: content_policy } }")
        #expect(
            scenario.remarks.map(\.description) == [
                "test.yaml:4:36: rules[0].then.error: `unified-tasks` has no error `content_policy` and nothing near it; the `error` of the rule `policy` is skipped there"
            ])
        var play = Play(scenario)
        #expect(play.decide(subject(provider: .getimg)).error?.error == .contentPolicy)
        #expect(play.decide(subject(provider: .unifiedTasks)).error == nil)
        #expect(play.program.hasNoRules(step: .create, provider: .unifiedTasks))
    }

    @Test func `rules of a phase come first and only while it lasts`() throws {
        var play = Play(
            try load(
                """
                understudy: 1
                name: time-line
                phases:
                  - { name: first, for: 10s }
                  - { name: second, for: 20s, rules: [{ name: brownout, then: { latency: 4s } }] }
                  - { name: third, rules: [{ name: outage, then: { error: internal_error } }] }
                rules: [{ name: always, then: { latency: 1s } }]
                """))
        func latency(at seconds: Double) -> Duration? { play.decide(subject(), at: .seconds(seconds)).latency }
        #expect(latency(at: 9.9) == .seconds(1))
        #expect(latency(at: 10) == .seconds(4))
        #expect(latency(at: 29.9) == .seconds(4))
        #expect(latency(at: 30) == .seconds(1))
        #expect(play.decide(subject(), at: .seconds(1_000_000)).error?.error == .internalError)
    }

    @Test func `a subject is made only for rules that may match`() throws {
        let program = Program(
            try scenario(
                rules: """
                    - { name: other model, match: { model: "kling/*" }, then: { latency: 1s } }
                    - { name: other step, on: poll, then: { latency: 1s } }
                    - { name: other provider, match: { provider: llm-stats }, then: { latency: 1s } }
                    """))
        var made = 0
        func make() -> Subject {
            made += 1
            return subject()
        }
        #expect(
            program.candidates(for: make(), step: .create, provider: .getimg, model: "google/veo", at: .zero).isEmpty)
        #expect(made == 0)
        #expect(program.candidates(for: make(), step: .create, provider: .getimg, model: "kling/1", at: .zero).isEmpty)
        #expect(made == 1, "the rule's glob fits the model asked for, the subject's own does not")
    }

    @Test func `errors and limits are complete`() throws {
        var play = try Play(
            rules: """
                - name: all parts
                  on: create
                  then:
                    error: { name: rate_limited, message: m, param: p, retry_after: { http_date: -10s }, headers: { X-A: 1 } }
                    rate_limit: { requests: 5/1s, per: model, window: fixed, retry_after: absent }
                    job: { outcome: failed, error: { name: generation_failed, message: x }, polls: 2, cost: 0.1 }
                """)
        let decision = play.decide(subject())
        #expect(
            decision.error
                == ErrorDirective(
                    .rateLimited, message: "m", param: "p", retryAfter: .httpDate(.seconds(-10)),
                    headers: [HeaderField("X-A", "1")]))
        #expect(
            decision.rateLimit
                == RateLimitDirective(
                    rule: "all parts", limit: .requests(Rate(5, per: .seconds(1)), burst: nil), per: .model,
                    window: .fixed,
                    retryAfter: .absent))
        #expect(decision.job?.outcome == .failed(.generationFailed, message: "x"))
        #expect(decision.job?.polls == 2 && decision.job?.cost == Money(microdollars: 100_000))
    }
}
