import Core
import Testing

@testable import Scenario

@Suite struct OutcomeTests {
    /// What is masked of what the rules decide about a create that the provider would accept, aspect by aspect.
    private func masked(_ then: String, _ outcome: Outcome? = nil) throws -> [String] {
        var play = try Play(rules: "- { name: r, on: create, then: \(then) }")
        let decision = play.decide(subject())
        let showings = decision.showings(
            of: outcome ?? decision.expectedOutcome(at: .create, limitsFirst: true), at: .create)
        return zip(decision.fired, showings).compactMap { firing, showing in
            if case .masked(let reason) = showing { "\(firing.aspect): \(reason)" } else { nil }
        }
    }

    @Test(
        arguments: [
            ("{ latency: 1s, clock_skew: 1s, job: { polls: 2 } }", []),
            ("{ error: internal_error, http_error: { status: 502 } }", ["error: `http_error` comes before it"]),
            ("{ error: internal_error, job: { polls: 2 } }", ["job: `error` comes before it"]),
            ("{ error: internal_error, rate_limit: always }", ["error: `rate_limit` comes before it"]),
            ("{ redirect: { status: 307 }, error: internal_error }", ["error: `redirect` comes before it"]),
            (
                "{ connection_reset: {}, http_error: { status: 502 }, replace: { status: 201 } }",
                [
                    "http_error: `connection_reset` shows nothing of the answer",
                    "replace: `connection_reset` shows nothing of the answer",
                ]
            ),
            (
                "{ connection_reset: {}, job: { polls: 2 } }",
                ["job: no job comes of it: `connection_reset` without `commit: true`"]
            ),
            ("{ connection_reset: { commit: true }, job: { polls: 2 } }", []),
            ("{ http_error: { status: 502 }, commit: true, job: { polls: 2 }, asset: { bytes: 1B } }", []),
            ("{ http_error: { status: 502 }, asset: { bytes: 1B } }", ["asset: `http_error` comes before it"]),
        ] as [(String, [String])])
    func `what comes first masks the rest`(then: String, words: [String]) throws {
        #expect(try masked(then) == words)
    }

    @Test func `a request that the provider refuses masks what is about its job and its answer's words`() throws {
        let then = "{ latency: 1s, job: { polls: 2 }, error: internal_error, patch: { body: { a: 1 } } }"
        #expect(
            try masked(then, Outcome(.check)) == [
                "job: the provider refuses the request before", "error: the provider refuses the request before",
            ])
    }

    @Test func `a job that comes with the end of a stream is neither shown nor masked before`() throws {
        var play = try Play(
            rules:
                "- { name: r, on: create, when: { times: 1 }, then: { job: { cost: 0.1 }, limit_data: { bytes: 9999 } } }"
        )
        let decision = play.decide(subject())
        var outcome = Outcome(.provider)
        outcome.commitsAtEnd = true
        let showings = decision.showings(of: outcome, at: .create)
        #expect(showings.contains(.waits("the job comes with the end of the stream, if that goes out")))
        play.counters.giveBack(decision, showings)
        #expect(play.decide(subject()).job == nil, "the act stays taken")
    }

    @Test func `every aspect that is no fault of the connection has its line in the table of what shows`() {
        let told = Set(Decision.parts.keys)
        #expect(Set(Aspect.inOrder.filter { !$0.isWireFault }.map(\.name)).isSubset(of: told))
        let faults = Aspect.inOrder.filter { $0.isWireFault && told.contains($0.name) }
        #expect(faults.allSatisfy { $0.steps == .connect })
    }

    @Test func `an act of which nothing came about is given back`() throws {
        var play = try Play(rules: "- { name: once, on: create, when: { times: 1 }, then: { error: internal_error } }")
        let refused = play.decide(subject())
        #expect(refused.error != nil)
        play.counters.giveBack(refused, refused.showings(of: Outcome(.check), at: .create))
        let second = play.decide(subject())
        #expect(second.error != nil)
        play.counters.giveBack(second, second.showings(of: Outcome(.error), at: .create))
        #expect(play.decide(subject()).error == nil)
    }

    @Test func `an act is counted only where the rule decides something`() throws {
        var play = try Play(
            rules: """
                - { name: first, when: { times: 1 }, then: { latency: 1s } }
                - { name: second, when: { times: 2 }, then: { latency: 2s } }
                """)
        #expect(
            (1...4).map { _ in play.decide(subject()).latency } == [.seconds(1), .seconds(2), .seconds(2), nil])
    }

    @Test func `an act is given back to its own account alone`() throws {
        var play = try Play(rules: "- { name: r, when: { times: 1, per: account }, then: { error: internal_error } }")
        let refused = play.decide(subject(account: "a"))
        _ = play.decide(subject(account: "b"))
        play.counters.giveBack(refused, [.masked("")])
        #expect(play.decide(subject(account: "a")).error != nil)
        #expect(play.decide(subject(account: "b")).error == nil)
    }
}
