import Core
import Engine
import Testing

@Suite struct CensusTests {
    @Test func `what was forgotten to stay within bounds is counted`() throws {
        let bench = try Bench(store: MemoryStore(capacity: 16))
        for number in 0..<200 { bench.create(key: "any-\(number)", prompt: "boat \(number)") }
        let tables = Dictionary(bench.sandbox.census.tables.map { ($0.name, $0) }) { first, _ in first }
        let jobs = try #require(tables["jobs"])
        #expect(jobs.kept + jobs.forgotten == 200)
        #expect(jobs.forgotten > 0 && jobs.kept <= jobs.most)
        #expect(tables["accounts"]?.kept == 200)
        #expect(tables["attempts"]?.kept == 200)
        #expect(
            bench.sandbox.census.tables.map(\.name) == [
                "jobs", "requests", "accounts", "attempts", "limiters", "counters", "repeat_keys", "polled_jobs",
                "uploads", "waits",
            ])
        bench.sandbox.reset()
        #expect(bench.sandbox.census.tables.allSatisfy { $0.kept == 0 && $0.forgotten == 0 })
    }
}
