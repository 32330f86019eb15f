import Core
import Foundation
import Testing

@testable import Scenario

/// Which durations of the language may be drawn (language.md §3).
@Suite struct DrawnEverywhereTests {
    private static let uniform = "{ uniform: { lower: 1s, upper: 2s } }"

    private func decisions(_ then: String, on step: String) throws -> [Decision] {
        var play = try Play(rules: "- { name: r, on: \(step), then: { \(then) } }")
        let at = Step(rawValue: step) ?? .create
        return (0..<20).map { play.decide(subject(step: at, drawKey: "request \($0)")) }
    }

    @Test(arguments: [
        ("timeout", "create"), ("slow_close", "create"), ("down", "connect"), ("close_idle", "connect"),
    ])
    func `a fault that lasts may be drawn`(fault: String, step: String) throws {
        let lengths = try decisions("\(fault): \(Self.uniform)", on: step).map { String(describing: $0.fault) }
        #expect(Set(lengths).count > 10)
    }

    @Test(arguments: ["create", "poll"])
    func `a delay of visibility may be drawn`(step: String) throws {
        let delays = try decisions("visibility_delay: \(Self.uniform)", on: step).compactMap(\.visibilityDelay)
        #expect(delays.count == 20 && Set(delays).count > 10)
        #expect(delays.allSatisfy { (.seconds(1)...(.seconds(2))).contains($0) })
    }

    @Test func `the end of a job's life may be drawn`() throws {
        let lives = try decisions("job: { expire_job: \(Self.uniform) }", on: "create").compactMap(\.job?.expiry)
        #expect(lives.count == 20 && Set(lives).count > 10)
        #expect(lives.allSatisfy { (.seconds(1)...(.seconds(2))).contains($0) })
    }

    @Test(arguments: ["create", "poll", "download"])
    func `the life of a link and the delay of a file may be drawn`(step: String) throws {
        let then = "signed_url: { ttl: \(Self.uniform) }, asset: { visibility_delay: \(Self.uniform) }"
        let made = try decisions(then, on: step)
        for lengths in [made.compactMap(\.signedURL?.lifetime), made.compactMap(\.asset?.visibilityDelay)] {
            #expect(lengths.count == 20 && Set(lengths).count > 10)
            #expect(lengths.allSatisfy { (.seconds(1)...(.seconds(2))).contains($0) })
        }
    }

    @Test func `the pace of statuses and of signs of life may be drawn`() throws {
        let jobs = try decisions("job: { statuses: [queued, running], by: \(Self.uniform) }", on: "create")
        let streams = try decisions("sse: { keep_alive_every: \(Self.uniform) }", on: "stream")
        for lengths in [jobs.compactMap(\.job?.statuses?.interval), streams.compactMap(\.sse?.keepAliveEvery)] {
            #expect(lengths.count == 20 && Set(lengths).count > 10)
            #expect(lengths.allSatisfy { (.seconds(1)...(.seconds(2))).contains($0) })
        }
        #expect(
            problems(
                "understudy: 1\nname: test\nrules: [{ name: r, on: create, then: { job: { statuses: [queued], by: 0 } } }]"
            )?
            .contains("an interval of 0 passes over every status") == true)
    }

    @Test func `percentiles beyond a hundred say why and nothing else`() {
        let words = problems(
            "understudy: 1\nname: test\nrules: [{ name: r, then: { latency: { percentiles: { p101: 1s } } } }]")
        #expect(
            words
                == "test.yaml:3:54: rules[0].then.latency.percentiles.p101: expected a percentile from `p0` to `p100`, since a share of all draws is at most 100 %: `p50`, `p99.9`, found `p101`"
        )
        #expect(
            problems("understudy: 1\nname: test\nrules: [{ name: r, then: { latency: { percentiles: {} } } }]")?
                .contains("give at least one point") == true)
    }

    /// The rows of the tables in the page, by the key that they begin with.
    @Test func `the page says of no other duration that it may be drawn`() throws {
        let page = try String(contentsOf: root.appendingPathComponent("docs/language.md"), encoding: .utf8)
        let told = page.split(separator: "\n").filter { $0.contains("may be drawn") && $0.hasPrefix("| `") }
            .flatMap { row in
                let inside = row.matches(of: /`([a-z_]+)` may be drawn/).map { String($0.1) }
                return inside.isEmpty
                    ? row.dropFirst(2).prefix { $0 != "|" }.matches(of: /`([a-z_]+)`/).map { String($0.1) } : inside
            }
        #expect(told.count >= 8)
        for key in told { #expect(Self.drawn.contains(key), "\(key)") }
    }

    /// The keys whose value may be drawn.
    private static let drawn = Set(
        (Aspect.inOrder.map(\.key) + Aspect.inOrder.flatMap { keys(of: $0.key.shape) }).filter { isDrawn($0.shape) }
            .map(\.name))

    private static func keys(of shape: Shape) -> [Key] {
        switch shape {
        case .table(let table): table.keys + table.keys.flatMap { keys(of: $0.shape) }
        case .either(let shapes): shapes.flatMap(keys)
        default: []
        }
    }

    private static func isDrawn(_ shape: Shape) -> Bool {
        switch shape {
        case .definition(.drawnDuration), .definition(.drawnWait): true
        case .either(let shapes): shapes.contains(where: isDrawn)
        default: false
        }
    }
}
