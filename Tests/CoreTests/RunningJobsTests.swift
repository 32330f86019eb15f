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
        #expect(running.count(account: "a", provider: .getimg) == 2)
        #expect(running.count(account: "a", provider: .openRouter) == 0)
        #expect(running.count(account: "c", provider: .getimg) == 0)
        #expect(running.count(model: "m") == 3)
        #expect(running.count(peer: "127.0.0.1") == 3)
    }

    @Test func `a job is found by its key, and another provider's of the same id is not`() {
        var running = RunningJobs()
        running.add(entry("1", end: 10))
        #expect(running.remove(JobKey(.openRouter, "1")) == nil)
        #expect(running.remove(JobKey(.getimg, "1"))?.charge == Money(microdollars: 10))
        #expect(running.remove(JobKey(.getimg, "1")) == nil)
        #expect(running.count == 0)
        #expect(running.count(account: "a", provider: .getimg) == 0)
    }

    /// Against a plain list, with a sequence of numbers that is the same on each run.
    @Test func `many jobs that come, change and go in disorder are counted and found as in a list`() {
        var running = RunningJobs()
        var plain: [RunningJobs.Entry] = []
        var state: UInt64 = 7
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        var now = 0
        for number in 0..<6_000 {
            now += draw(3)
            let party = (account: draw(5), model: draw(4), peer: draw(3))
            let entry = RunningJobs.Entry(
                job: "job \(number)", account: "a\(party.account)", key: "k\(party.account)",
                provider: draw(2) == 0 ? .getimg : .openRouter, model: "m\(party.model)", peer: "p\(party.peer)",
                end: .zero + .seconds(now + draw(2_000)), charge: Money(microdollars: Int64(number)))
            running.add(entry)
            plain.append(entry)
            switch draw(4) {
            case 0:
                let gone = plain.remove(at: draw(plain.count))
                #expect(running.remove(JobKey(gone.provider, gone.job))?.charge == gone.charge)
            case 1:
                let place = draw(plain.count)
                plain[place].end = .zero + .seconds(now + draw(2_000))
                let end = plain[place].end
                running.change(JobKey(plain[place].provider, plain[place].job)) { $0.end = end }
            default:
                break
            }
            let moment = Moment.zero + .seconds(now)
            var ended: [Int64] = []
            while let entry = running.nextEnded(by: moment) { ended.append(entry.charge.microdollars) }
            #expect(ended.sorted() == plain.filter { $0.end <= moment }.map(\.charge.microdollars).sorted())
            plain.removeAll { $0.end <= moment }
            let (account, model, peer) = ("a\(party.account)", "m\(party.model)", "p\(party.peer)")
            #expect(running.count == plain.count)
            #expect(
                running.count(account: account, provider: .getimg)
                    == plain.count { $0.account == account && $0.provider == .getimg })
            #expect(running.count(model: model) == plain.count { $0.model == model })
            #expect(running.count(peer: peer) == plain.count { $0.peer == peer })
        }
    }

    @Test func `a job that is given another end ends then`() {
        var running = RunningJobs()
        running.add(entry("stuck", end: 1_000_000))
        running.change(JobKey(.getimg, "stuck")) { $0.end = .zero + .seconds(3) }
        #expect(running.nextEnded(by: .zero + .seconds(3))?.job == "stuck")
    }
}
