import Core
import DialectKit
import Engine
import Testing

@Suite struct ListTests {
    @Test func `a list begins with the newest, even of jobs of the same moment`() throws {
        let bench = try Bench()
        let prompts = (0..<40).map { "boat \($0)" }
        for prompt in prompts { bench.create(prompt: prompt) }
        let list = try #require(bench.list(JobQuery(offset: 5, limit: 10)).list)
        #expect(list.total == 40)
        #expect(list.jobs.map(\.job.request.prompt) == Array(prompts.reversed()[5..<15]))
    }

    @Test func `a list is narrowed by model and state and shows the account's own`() throws {
        let bench = try Bench("pace: realistic", pace: "")
        bench.create(key: "any-1")
        bench.create(key: "any-2")
        #expect(bench.list(JobQuery(state: .queued, limit: 10)).list?.total == 1)
        #expect(bench.list(JobQuery(state: .completed, limit: 10)).list?.total == 0)
        bench.sandbox.advance(by: .seconds(600))
        #expect(bench.list(JobQuery(state: .completed, limit: 10)).list?.total == 1)
        #expect(bench.list(JobQuery(model: "other", limit: 10)).list?.total == 0)
    }

    @Test func `looking at a list is no poll`() throws {
        let bench = try Bench("rules: [{ name: r, on: create, then: { job: { polls: 1 } } }]")
        bench.create()
        #expect(bench.list(JobQuery(limit: 10)).list?.jobs.first?.state != .completed)
        #expect(bench.list(JobQuery(limit: 10)).list?.jobs.first?.state != .completed)
    }

    @Test func `a list past its end is empty and knows how many there are`() throws {
        let bench = try Bench()
        bench.create()
        let list = try #require(bench.list(JobQuery(offset: 9, limit: 10)).list)
        #expect(list.jobs.isEmpty)
        #expect(list.total == 1)
    }
}

extension Bench {
    fileprivate func list(_ query: JobQuery, key: String = "any-1") -> Caller {
        visit(ParsedRequest(step: .account, credential: .key(key), operation: .list(query)), body: "")
    }
}

extension Bench.Caller {
    fileprivate var list: JobListView? {
        if case .reply(.list(let list)) = answer.withLock({ $0?.outcome }) { list } else { nil }
    }
}
