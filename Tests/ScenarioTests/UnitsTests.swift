import Core
import Testing

@testable import Scenario

@Suite struct UnitsTests {
    @Test(arguments: [
        ("0", 0.0), ("250ms", 0.25), ("4s", 4), ("1h30m", 5400), ("2d", 172_800), ("1.5s", 1.5), ("1m500ms", 60.5),
        ("0.000001ms", 1e-9), ("36500d", 3_153_600_000),
    ])
    func `a duration is read`(text: String, seconds: Double) {
        #expect(Units.duration(text[...]) == .nanoseconds(Int64(seconds * 1e9)))
        #expect(Units.signedDuration("-\(text)") == .zero - .nanoseconds(Int64(seconds * 1e9)))
    }

    @Test(arguments: [
        "", "5", "s", "5 s", "1s1s", "30m1h", "-1s", "1.s", ".5s", "36501d", "99999999999999999999s",
        "9223372036854775807d",
        "1.0000000001s", "0.0000001ms", "５s", "1H",
    ])
    func `what is no duration is refused`(text: String) {
        #expect(Units.duration(text[...]) == nil)
    }

    @Test(arguments: [
        ("64B", 64), ("10KB", 10_000), ("10KiB", 10_240), ("2GiB", 2_147_483_648), ("7", 7), ("1.5KB", 1500),
    ])
    func `a size is read`(text: String, bytes: Int) {
        #expect(Units.size(text[...]) == bytes)
    }

    @Test(arguments: ["", "KB", "1.5B", "10kb", "-1B", "99999999999GiB"])
    func `what is no size is refused`(text: String) {
        #expect(Units.size(text[...]) == nil)
    }

    @Test func `rates are read`() {
        #expect(Units.rate("60/1m")?.count == 60)
        #expect(Units.rate("60/1m")?.per == .seconds(60))
        #expect(Units.byteRate("50KB/s") == 50_000)
        for text in ["60", "0/1s", "5/0", "+5/1s", "1.5/1s", "/1s", "99999999999999999999/1s"] {
            #expect(Units.rate(text[...]) == nil, "\(text)")
        }
    }

    @Test(arguments: [
        ("latncy", "latency"), ("Rate-Limit", "rate_limit"), ("jbo", "job"), ("connection_rset", "connection_reset"),
    ])
    func `a near miss is suggested`(word: String, meant: String) {
        #expect(Suggestion.nearest(to: word, in: Aspect.inOrder.map(\.name)) == meant)
    }

    @Test func `a word that is far from all is given the list`() {
        #expect(Suggestion.hint(for: "banana", in: ["lf", "crlf", "cr"]) == "; there is `lf`, `crlf` and `cr`")
    }

    @Test func `every step and provider has a number of its own`() {
        #expect(Set([StepSet.all.steps.count, Step.count]) == [11])
        #expect(StepSet.all.steps.map(\.place) == Array(0..<Step.count))
        #expect(ProviderSet.all.providers.map(\.place) == Array(0..<Provider.count))
    }
}
