import Core
import Documents
import Testing
import Time

@testable import Engine

/// Which jobs a shard lets go to stay within its bounds.
@Suite struct MemoryShardTests {
    private var shard = MemoryShard()
    private let now = Moment.zero

    /// - Parameter isStuck: whether it never ends; else it has ended at once.
    private func job(_ number: Int, account: String = "a", prompt: String = "", isStuck: Bool = false) -> Job {
        let request = Creation(
            model: "m", modality: .image, prompt: prompt, assets: [Asset(format: .png)], price: .zero, unitPrice: .zero,
            quantity: Decimal(1), typical: TypicalDuration(least: .zero, typical: .zero, most: .zero), answer: .atOnce,
            charge: .completion)
        return Job(
            id: "job-\(number)", provider: .getimg, account: account, created: now,
            plan: Plan(queued: .zero, running: .zero, outcome: isStuck ? .stuck(in: .running) : .completed),
            request: request, price: .zero, base: "", number: number)
    }

    private func room(for count: Int) -> MemoryShard.Bounds {
        MemoryShard.Bounds(jobs: 100_000, bytes: count * job(10_000).weight)
    }

    private mutating func keep(_ job: Job, within bounds: MemoryShard.Bounds) {
        let isNew = shard.insert(job, within: bounds)
        #expect(isNew)
    }

    private func kept(of jobs: [Job]) -> [Int] { jobs.filter { shard[$0.key] != nil }.map(\.number) }

    @Test mutating func `long prompts leave room for fewer jobs`() {
        let bounds = room(for: 100)
        for number in 0..<300 { keep(job(10_000 + number), within: bounds) }
        #expect(shard.count == 100)
        for number in 300..<600 {
            keep(job(10_000 + number, prompt: String(repeating: "x", count: 8_000)), within: bounds)
            #expect(shard.bytes <= bounds.bytes)
        }
        #expect(shard.count < 20)
        #expect(shard.count + shard.dropped == 600)
    }

    @Test func `of a prompt that is longer than any provider allows a job keeps the beginning`() {
        let large = job(1, prompt: String(repeating: "é", count: 5 << 20))
        #expect(large.request.prompt == String(repeating: "é", count: Creation.longestPrompt))
        #expect(large.weight < 128 << 10)
    }

    @Test mutating func `a job that is alone stays, whatever it weighs`() {
        let large = job(1, prompt: String(repeating: "x", count: 100_000))
        keep(large, within: room(for: 10))
        #expect(kept(of: [large]) == [1])
    }

    @Test mutating func `those that have ended go first, the oldest of them before the others`() {
        let jobs = (10_000..<10_040).map { job($0, isStuck: $0 % 4 == 0) }
        for job in jobs { keep(job, within: room(for: 20)) }
        let stuck = jobs.map(\.number).filter { $0 % 4 == 0 }
        let newest = jobs.map(\.number).filter { $0 % 4 != 0 }.suffix(10)
        #expect(kept(of: jobs) == (stuck + newest).sorted())
        #expect(shard.jobs(of: JobOwner(account: "a", provider: .getimg), before: nil, most: 100).jobs.count == 20)
    }

    @Test mutating func `where none has ended the oldest goes, and a new one always finds room`() {
        let jobs = (10_000..<10_500).map { job($0, account: "a\($0 % 3)", isStuck: true) }
        for job in jobs { keep(job, within: room(for: 50)) }
        #expect(kept(of: jobs) == Array(10_450..<10_500))
        #expect(shard.count == 50)
    }

    @Test mutating func `a job that never ends goes when as many newer ones have come as there may be`() {
        let bounds = MemoryShard.Bounds(jobs: 64, bytes: room(for: 8).bytes)
        let stuck = job(10_000, isStuck: true)
        keep(stuck, within: bounds)
        for number in 1..<64 { keep(job(10_000 + number), within: bounds) }
        #expect(kept(of: [stuck]) == [10_000])
        keep(job(10_064), within: bounds)
        #expect(kept(of: [stuck]) == [])
    }

    @Test mutating func `a list that was begun before a reset ends, and shows nobody else's jobs`() {
        let bounds = room(for: 1_000)
        let owner = JobOwner(account: "a", provider: .getimg)
        for number in 10_000..<10_200 { keep(job(number), within: bounds) }
        let last = shard.jobs(of: owner, before: nil, most: 64).last
        shard = MemoryShard()
        #expect(shard.jobs(of: owner, before: last, most: 64).jobs.isEmpty)
        for number in 10_200..<10_400 { keep(job(number, account: "b"), within: bounds) }
        #expect(shard.jobs(of: owner, before: last, most: 64).jobs.isEmpty)
        keep(job(10_400), within: bounds)
        #expect(shard.jobs(of: owner, before: last, most: 64).jobs.isEmpty)
    }

    @Test mutating func `a list goes on behind jobs that are gone, and each account has its own`() {
        let jobs = (10_000..<11_000).map { job($0, account: "a\($0 * $0 % 7)", isStuck: $0 % 5 == 0) }
        for job in jobs { keep(job, within: room(for: 60)) }
        for account in Set(jobs.map(\.account)) {
            let expected = kept(of: jobs.filter { $0.account == account }).reversed()
            var (listed, place): ([Int], Int?) = ([], nil)
            repeat {
                let page = shard.jobs(of: JobOwner(account: account, provider: .getimg), before: place, most: 3)
                listed += page.jobs.map(\.number)
                place = page.last
            } while place != nil
            #expect(listed == Array(expected))
        }
    }
}
