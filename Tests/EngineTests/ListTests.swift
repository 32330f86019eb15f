import Basics
import Core
import DialectKit
import Documents
import Engine
import Testing
import Time

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

    @Test func `a list of a crowd looks at the newest alone`() throws {
        let store = MemoryStore()
        for number in 0..<12_000 { keep(job(number), in: store) }
        for number in 12_000..<12_100 { keep(job(number, account: "other"), in: store) }
        let looked = Lock(0)
        let page = store.list(account: "a", provider: .getimg, offset: 9_990, most: 50) { _ in
            looked.withLock { $0 += 1 }
            return true
        }
        let shown = try #require(page.atHand)
        #expect(looked.withLock { $0 } == MemoryStore.mostListed)
        #expect(shown.total == MemoryStore.mostListed)
        #expect(shown.jobs.map(\.number) == (2_000..<2_010).reversed())
    }

    @Test func `a list never shows a job that had to go, however many accounts take its place`() throws {
        let store = MemoryStore(capacity: 160)
        var numbers: [String: [Int]] = [:]
        for number in 0..<3_000 {
            let account = "a\(number * number % 7)"
            keep(job(number, account: account), in: store)
            numbers[account, default: []].append(number)
            guard number % 300 == 299 else { continue }
            for (account, all) in numbers {
                let kept = all.filter { isKept(job($0, account: account), in: store) }
                #expect(listed(account, in: store) == kept.reversed())
            }
        }
        #expect(store.census.kept + store.census.dropped == 3_000)
        #expect(store.census.kept <= 160)
        store.removeAll()
        #expect(listed("a1", in: store) == [])
    }

    private func listed(_ account: String, in store: MemoryStore) -> [Int]? {
        let page = store.list(account: account, provider: .getimg, offset: 0, most: .max) { _ in true }
        return page.atHand?.jobs.map(\.number)
    }

    private func isKept(_ job: Job, in store: MemoryStore) -> Bool {
        if case .now(.some) = store.load(job.key) { true } else { false }
    }

    private func keep(_ job: Job, in store: MemoryStore) {
        #expect(store.insert(job).atHand == true)
    }

    private func job(_ number: Int, account: String = "a") -> Job {
        let creation = Creation(
            model: "m", modality: .image, prompt: "", assets: [], price: .zero, unitPrice: Decimal(1),
            quantity: Decimal(1), typical: .image, answer: .atOnce, charge: .completion)
        return Job(
            id: "job-\(number)", provider: .getimg, account: account, created: .zero,
            plan: Plan(queued: .zero, running: .zero, outcome: .completed), request: creation, price: .zero, base: "",
            number: number)
    }
}

extension Bench {
    func list(_ query: JobQuery, key: String = "any-1") -> Caller {
        visit(ParsedRequest(step: .account, credential: .key(key), operation: .list(query)), body: "")
    }
}

extension Bench.Caller {
    var list: JobListView? {
        if case .reply(.list(let list)) = answer.withLock({ $0?.outcome }) { list } else { nil }
    }
}

extension Stored {
    /// The value, where it is there at once.
    fileprivate var atHand: Value? {
        if case .now(let value) = self { value } else { nil }
    }
}
