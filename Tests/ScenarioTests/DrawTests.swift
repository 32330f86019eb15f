import Core
import Digests
import Foundation
import Testing

@testable import Scenario

@Suite struct DrawTests {
    private func drawn(_ text: String) throws -> DrawnDuration {
        try #require(try scenario(rules: "- { name: r, then: { latency: \(text) } }").rules[0].then.latency)
    }

    @Test(arguments: [
        ("2s", [2.0, 2, 2]), ("{ fixed: 2s, jitter: 500ms }", [1.5, 2, 2.5]), ("{ fixed: 1s, jitter: 2s }", [0, 1, 3]),
        ("{ uniform: { lower: 1s, upper: 3s } }", [1, 2, 3]),
        ("{ percentiles: { p50: 300ms, p90: 1s, p99: 6s } }", [0, 0.3, 6]),
        ("{ percentiles: { p0: 1s, p100: 2s } }", [1, 1.5, 2]), ("{ lognormal: { median: 4s, sigma: 0 } }", [4, 4, 4]),
    ])
    func `a drawn duration has its least, its middle and its most`(text: String, seconds: [Double]) throws {
        let drawn = try drawn(text)
        #expect([0, 0.5, 1].map { drawn.at($0).inSeconds } == seconds)
    }

    @Test func `percentiles are joined by straight lines`() throws {
        let drawn = try drawn("{ percentiles: { p99: 6s, p50: 300ms, p90: 1s } }")
        #expect(drawn.at(0.25) == .milliseconds(150))
        #expect(drawn.at(0.7) == .milliseconds(650))
        #expect(drawn.at(0.995) == .seconds(6))
    }

    @Test func `a lognormal duration has its median and its tail`() throws {
        let drawn = try drawn("{ lognormal: { median: 4s, sigma: 0.5 } }")
        #expect(drawn.at(0.5) == .seconds(4))
        #expect(abs(drawn.at(0.975).inSeconds - 4 * Foundation.exp(0.5 * 1.959963984540054)) < 1e-7)
        #expect(drawn.at(0) > .zero && drawn.at(1) < .seconds(1000))
    }

    @Test func `a draw is kept for its rule, aspect and request`() throws {
        let rules =
            "- { name: r, on: create, then: { latency: { uniform: { lower: 0, upper: 1h } }, job: { queued: { uniform: { lower: 0, upper: 1h } } } } }"
        var one = try Play(rules: rules)
        var other = try Play(rules: rules.replacingOccurrences(of: "name: r", with: "name: s"))
        let first = one.decide(subject())
        #expect(one.decide(subject()).latency == first.latency)
        #expect(one.decide(subject(drawKey: "request 2")).latency != first.latency)
        #expect(other.decide(subject()).latency != first.latency)
        #expect(first.job?.queued != first.latency)
    }

    @Test func `the functions agree with the library of C`() {
        for step in -6900...6900 {
            let x = Double(step) / 10
            #expect(abs(Exact.exp(x) / Foundation.exp(x) - 1) < 1e-14, "exp \(x)")
        }
        for step in 1...2000 {
            let x = Double(step) / 137
            #expect(abs(Exact.log(x) - Foundation.log(x)) < 1e-14 * max(1, abs(Foundation.log(x))), "log \(x)")
        }
        #expect(Exact.exp(1000) == .infinity && Exact.exp(-1000) == 0)
    }

    @Test(arguments: [
        (0.5, 0.0), (0.975, 1.959963984540054), (0.01, -2.3263478740408408), (0.999, 3.090232306167813),
        (0.3, -0.5244005127080407),
    ])
    func `a quantile of the normal distribution is near the true one`(share: Double, quantile: Double) {
        #expect(abs(Exact.normalQuantile(share) - quantile) < 1.2e-9 * max(1, abs(quantile)) * 4)
    }
}
