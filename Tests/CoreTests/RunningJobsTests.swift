import Core
import Testing
import Time

@Suite struct RunningJobsTests {
    private func entry(_ job: String, account: String = "a", end seconds: Int) -> RunningJobs.Entry {
        RunningJobs.Entry(
            job: job, account: account, key: "key", provider: .getimg, model: "m", peer: "127.0.0.1",
            end: .zero + .seconds(seconds), charge: Money(microdollars: Int64(seconds)))
    }

    @Test func `jobs leave in the order in which they end`() {
        var running = RunningJobs()
        for (job, end) in [("late", 30), ("early", 10), ("middle", 20)] { running.add(entry(job, end: end)) }
        #expect(running.nextEnded(by: .zero + .seconds(5))?.job == nil)
        #expect(running.nextEnded(by: .zero + .seconds(20))?.job == "early")
        #expect(running.nextEnded(by: .zero + .seconds(20))?.job == "middle")
        #expect(running.nextEnded(by: .zero + .seconds(20))?.job == nil)
        #expect(running.count == 1)
    }

    @Test func `only those that match are counted`() {
        var running = RunningJobs()
        running.add(entry("1", account: "a", end: 10))
        running.add(entry("2", account: "b", end: 10))
        running.add(entry("3", account: "a", end: 10))
        #expect(running.count { $0.account == "a" } == 2)
    }

    @Test func `a job that is given another end ends then`() {
        var running = RunningJobs()
        running.add(entry("stuck", end: 1_000_000))
        running.change(job: "stuck", provider: .getimg) { $0.end = .zero + .seconds(3) }
        #expect(running.nextEnded(by: .zero + .seconds(3))?.job == "stuck")
    }
}
