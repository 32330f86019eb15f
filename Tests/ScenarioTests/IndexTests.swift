import Matching
import Testing

@testable import Scenario

@Suite struct IndexTests {
    @Test func `the index finds a rule wherever its glob may fit, in order and once`() {
        let globs = [
            "google/veo-*", "google/veo-3", "*", "kling/*", "google/*", "goo?le/veo-3", "", "google/veo-3*", "*veo*",
        ]
        let index = ModelIndex(
            globs.enumerated().map { (glob: Glob($1), index: $0) } + [(glob: Glob("google/veo-3"), index: 0)])
        for model in ["google/veo-3", "google/veo-30", "kling/1", "", "x", "google", "googol/veo-3"] {
            let found = index.candidates(for: model)
            #expect(found == found.sorted() && Set(found).count == found.count)
            let fitting = globs.indices.filter { Glob(globs[$0]).matches(model) }
            #expect(Set(fitting).isSubset(of: found), "\(model)")
        }
        #expect(index.candidates(for: "kling/1") == [2, 3, 8])
    }

    @Test func `a thousand rules for other models leave nothing to look at`() {
        let globs = (0..<1000).map {
            (glob: Glob($0.isMultiple(of: 2) ? "vendor-\($0)/model" : "vendor-\($0)/*"), index: $0)
        }
        #expect(ModelIndex(globs).candidates(for: "vendor-x/model").isEmpty)
        #expect(ModelIndex(globs).candidates(for: "vendor-7/model") == [7])
    }

    @Test func `the order of the file decides between rules with and without a model`() throws {
        var play = try Play(
            rules: """
                - { name: a, match: { model: kling/* }, then: { latency: 1s } }
                - { name: b, then: { error: internal_error } }
                - { name: c, match: { model: google/* }, then: { latency: 3s } }
                - { name: d, then: { latency: 4s } }
                """)
        #expect(play.decide(subject()).fired.map(\.rule) == ["b", "c"])
        #expect(play.decide(subject(model: nil)).fired.map(\.rule) == ["b", "d"])
    }

    @Test func `counts are kept for as many subjects as fit, and what was forgotten is counted`() {
        var counts = BoundedCounts(capacity: 2)
        func count(_ name: String) -> Int { counts.count(.init(rule: 0, subject: Array(name.utf8))) }
        #expect([count("a"), count("b"), count("a"), count("c")] == [1, 1, 2, 1])
        #expect(counts.evictions == 1, "b was not used for longest")
        #expect([count("a"), count("c"), count("b")] == [3, 2, 1])
        #expect(counts.evictions == 2)
    }
}
