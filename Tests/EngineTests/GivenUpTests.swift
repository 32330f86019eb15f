import Basics
import Testing

/// A regular expression that takes too many steps is no match, and somebody is told.
@Suite struct GivenUpTests {
    /// Each `a` may belong to either group, so that a search for the `b` that never comes tries every way to share them.
    private static let rules = """
        rules:
          - { name: wild, on: create, match: { prompt: { matches: "^(a|aa)+$" } }, then: { error: internal_error } }
          - { name: one of two, on: create, match: { any_of: [{ prompt: { matches: "^(a|aa)+$" } }, { model: none }] }, then: { latency: 1s } }
          - { name: tame, on: create, match: { prompt: { matches: "^a" } }, then: { job: { cost: 0.01 } } }
        """

    @Test func `each rule is told once, by its name`() throws {
        let told = Lock<[String]>([])
        let bench = try Bench(Self.rules, note: { note in told.withLock { $0.append(note.text) } })
        let prompt = String(repeating: "a", count: 200) + "!"
        #expect(bench.create(prompt: prompt).refusal == nil)
        bench.create(prompt: prompt)
        let lines = told.withLock { $0 }
        #expect(lines.count == 2)
        #expect(lines[0].contains("A regular expression of the rule `wild` took too many steps"))
        #expect(lines[1].contains("the rule `one of two`"))
    }

    @Test func `one that finds its answer is not told of`() throws {
        let told = Lock<[String]>([])
        let bench = try Bench(Self.rules, note: { note in told.withLock { $0.append(note.text) } })
        #expect(bench.create(prompt: "aaaa").refusal?.reason == .internalError)
        #expect(bench.create(prompt: "a boat").refusal == nil)
        #expect(told.withLock { $0 } == [])
    }
}
