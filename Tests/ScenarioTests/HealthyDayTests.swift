import Core
import Scenario
import Testing

struct HealthyDayTests {
    private static let text = """
        understudy: 1
        name: bad-day
        seed: 7
        pace: quick
        clock: { mode: auto }
        accounts:
          - name: poor
            keys: [ze_poor]
            balance: 1.00
            models: ["flux-*"]
            limits: { requests: 1/s, concurrent_jobs: 1 }
        settings:
          getimg: { limits: provider, file_ttl: 10m }
          llm-stats: { limits: { requests: 2/s } }
        phases:
          - name: outage
            for: 1m
            rules: [{ name: down, then: { error: internal_error } }]
        rules:
          - { name: lost, on: create, then: { empty_response: { commit: true } } }
        expect: [no_duplicate_creates]
        """

    @Test func `on a healthy day nothing goes wrong, and nothing is expected`() throws {
        let healthy = try load(Self.text).onHealthyDay
        #expect(healthy.everyRule.isEmpty && healthy.phases.isEmpty && healthy.expectations.isEmpty)
        #expect(healthy.accounts.map(\.balance) == [nil] && healthy.accounts.map(\.limits) == [Limits()])
        for (provider, settings) in healthy.settings { #expect(settings.limits("limits") == .off, "\(provider)") }
    }

    @Test func `a client has the same to do on it`() throws {
        let (scenario, healthy) = (try load(Self.text), try load(Self.text).onHealthyDay)
        #expect(healthy.name == scenario.name && healthy.seed == 7 && healthy.pace == scenario.pace)
        #expect(healthy.clock == scenario.clock)
        #expect(healthy.accounts.map(\.keys) == [["ze_poor"]] && healthy.accounts.map(\.models) == [["flux-*"]])
        #expect(healthy.settings[.getimg]?.duration("file_ttl") == .seconds(600))
        #expect(healthy.settings[.getimg]?.text("region") == "eu")
    }
}
