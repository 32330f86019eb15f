import Core
import Scenario
import Testing
import Time

/// What may be written shorter, beside the long form that says the same (language.md §3).
@Suite struct ShortFormTests {
    @Test(arguments: [ClockMode.real, .manual, .auto])
    func `a clock may be its mode alone`(mode: ClockMode) throws {
        let short = try load("understudy: 1\nname: test\nclock: \(mode.rawValue)")
        let long = try load("understudy: 1\nname: test\nclock: { mode: \(mode.rawValue) }")
        #expect(short.clock == long.clock)
        #expect(short.clock?.mode == mode)
    }

    @Test func `a scaled clock says that it needs a rate`() {
        #expect(
            problems("understudy: 1\nname: test\nclock: scaled")
                == "test.yaml:3:8: clock: `scaled` needs a rate: `clock: { mode: scaled, rate: 60 }` is a minute each second"
        )
    }

    private func decision(_ then: String) throws -> Decision {
        var play = try Play(rules: "- { name: r, on: create, then: { \(then) } }")
        return play.decide(subject())
    }

    @Test func `an http_error may be its status alone`() throws {
        let short = try decision("http_error: 503").httpError
        #expect(try short == decision("http_error: { status: 503 }").httpError)
        #expect(short?.status == 503)
    }

    @Test(arguments: [
        "connection_reset", "empty_response", "malformed_response_chunk", "random_data_then_close",
    ])
    func `a fault that needs no key may be true`(fault: String) throws {
        let (short, long) = (try decision("\(fault): true").fault, try decision("\(fault): {}").fault)
        #expect(short != nil && String(describing: short) == String(describing: long))
        #expect(throws: BadScenario.self) { try decision("\(fault): false") }
    }

    @Test(arguments: ["limit_data", "stall", "raw"])
    func `a fault that needs a key may not`(fault: String) {
        #expect(throws: BadScenario.self) { try decision("\(fault): true") }
    }

    @Test(arguments: [("5s", 5), ("2m", 120), ("0", 0), ("1m30s", 90)])
    func `a retry_after may be a duration in whole seconds`(text: String, seconds: Int) throws {
        #expect(
            try decision("error: { name: rate_limited, retry_after: \(text) }").error?.retryAfter == .seconds(seconds))
        #expect(
            try decision("http_error: { status: 503, retry_after: \(text) }").httpError?.retryAfter == .seconds(seconds)
        )
    }

    @Test(arguments: ["1.5s", "250ms", "5", "-5s"])
    func `a retry_after of any other length is refused in words`(text: String) {
        let words = problems(
            "understudy: 1\nname: test\nrules: [{ name: r, then: { error: { name: rate_limited, retry_after: \(text) } } }]"
        )
        #expect(words?.contains("a duration in whole seconds such as `5s`") == true)
    }

    @Test(arguments: [
        ("5/s", 1), ("5/sec", 1), ("5/second", 1), ("5/1s", 1), ("5/m", 60), ("5/min", 60), ("5/minute", 60),
        ("5/h", 3600), ("5/hour", 3600), ("5/d", 86_400), ("5/day", 86_400),
    ])
    func `a rate may name its unit alone`(text: String, seconds: Int) throws {
        let scenario = try load(
            "understudy: 1\nname: test\naccounts: [{ name: a, keys: [k], limits: { requests: \(text) } }]")
        #expect(scenario.accounts[0].limits.requests == Rate(5, per: .seconds(seconds)))
    }

    @Test(arguments: ["5/", "5/minutes", "5/ms", "0/s", "5/month"])
    func `what is no rate is refused`(text: String) {
        #expect(
            problems("understudy: 1\nname: test\naccounts: [{ name: a, keys: [k], limits: { requests: \(text) } }]")?
                .contains("`60/1m`, `5/s` or `5/min`") == true)
    }
}
