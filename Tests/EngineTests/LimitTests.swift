import Core
import DialectKit
import Engine
import TestSupport
import Testing
import Time

@Suite struct LimitTests {
    @Test func `limits are off unless they are turned on`() throws {
        let bench = try Bench()
        for prompt in 0..<10 { #expect(bench.create(prompt: "\(prompt)").job != nil) }
    }

    @Test func `the provider's own limits are turned on by one word`() throws {
        let bench = try Bench("settings: { getimg: { limits: provider } }")
        for prompt in ["a", "b"] { #expect(bench.create(prompt: prompt).job != nil) }
        let refused = bench.create(prompt: "c")
        #expect(refused.refusal?.reason == .rateLimited)
        #expect(refused.refusal?.retryAfter == .automatic(.seconds(60)))
        #expect(bench.create(key: "any-2", prompt: "c").job != nil)
    }

    @Test func `an account's own limits come before the provider's`() throws {
        let bench = try Bench("accounts: [{ name: a, keys: [a], limits: { requests: 1/10s } }]")
        #expect(bench.create(key: "a", prompt: "1").job != nil)
        #expect(bench.create(key: "a", prompt: "2").refusal?.retryAfter == .automatic(.seconds(10)))
        bench.sandbox.advance(by: .seconds(10))
        #expect(bench.create(key: "a", prompt: "3").job != nil)
    }

    @Test func `polls show where the limit stands and take nothing`() throws {
        let bench = try Bench("settings: { getimg: { limits: provider } }")
        let id = try #require(bench.create().job?.job.id)
        for _ in 0..<5 {
            let caller = bench.poll(id)
            #expect(caller.answer.withLock { $0?.context.limit?.remaining } == 1)
        }
    }

    @Test func `the end of a window is told by the clock that stamps Date`() throws {
        let bench = try Bench("settings: { getimg: { limits: provider } }", clock: "manual, stamps: wall")
        let id = try #require(bench.create().job?.job.id)
        bench.sandbox.advance(by: .seconds(20))
        let answer = try #require(bench.poll(id).answer.withLock { $0 })
        #expect(answer.context.limit?.reset == answer.date + .seconds(40))
        #expect(answer.context.stamp == answer.date)
        #expect(answer.context.stamp == HandTime.wallStart)
    }

    @Test func `what a wrong clock says is wrong alike in every header`() throws {
        let bench = try Bench(
            """
            settings: { getimg: { limits: provider } }
            rules: [{ name: skewed, then: { clock_skew: { date: -2h } } }]
            """)
        let answer = try #require(bench.create().answer.withLock { $0 })
        #expect(answer.date == Timestamp(unixSeconds: 1_767_225_600 - 7_200))
        #expect(answer.context.limit?.reset == answer.date + .seconds(60))
        #expect(answer.context.stamp == answer.date)
        #expect(answer.context.now == Timestamp(unixSeconds: 1_767_225_600))
    }

    @Test func `what is left is counted down where a provider shows it, though nothing is limited`() throws {
        let bench = try Bench(dialect: MadeUpDialect(countsWithoutLimits: true))
        func left(_ caller: Bench.Caller) -> Int? { caller.answer.withLock { $0?.context.limit?.remaining } }
        let callers = ["1", "2", "3"].map { bench.create(prompt: $0) }
        #expect(callers.map(left) == [1, 0, 0])
        #expect(callers.allSatisfy { $0.job != nil })
        #expect(left(bench.poll(try #require(callers[0].job?.job.id))) == 0)
        bench.sandbox.advance(by: .seconds(60))
        #expect(left(bench.create(prompt: "4")) == 1)
    }

    @Test func `an account that is limited in its jobs alone has its requests counted all the same`() throws {
        let bench = try Bench(
            "accounts: [{ name: a, keys: [a], limits: { concurrent_jobs: 9 } }]",
            dialect: MadeUpDialect(countsWithoutLimits: true))
        #expect(bench.create(key: "a").answer.withLock { $0?.context.limit?.remaining } == 1)
    }

    @Test func `running jobs count against concurrency until they end`() throws {
        let bench = try Bench(
            """
            accounts: [{ name: a, keys: [a], limits: { concurrent_jobs: 2 } }]
            rules: [{ name: slow, then: { job: { running: 10s } } }]
            """)
        for prompt in ["1", "2"] { #expect(bench.create(key: "a", prompt: prompt).job != nil) }
        #expect(bench.create(key: "a", prompt: "3").refusal?.reason == .tooManyConcurrent)
        bench.sandbox.advance(by: .seconds(10))
        #expect(bench.create(key: "a", prompt: "4").job != nil)
    }

    @Test(arguments: [("account", 2), ("ip", 1), ("model", 1), ("scenario", 1)])
    func `a rule counts running jobs by what it names`(per: String, most: Int) throws {
        let bench = try Bench(
            """
            rules:
              - { name: few, on: create, then: { rate_limit: { concurrent_jobs: 1, per: \(per) } } }
              - { name: slow, then: { job: { running: 10s } } }
            """)
        let callers = ["any-1", "any-1", "any-2"].enumerated().map { bench.create(key: $1, prompt: "\($0)") }
        #expect(callers.count { $0.job != nil } == most)
        #expect(callers[1].refusal?.reason == .tooManyConcurrent)
        bench.sandbox.advance(by: .seconds(10))
        #expect(bench.create(key: "any-1", prompt: "later").job != nil)
    }

    @Test func `a rule's limiter tells the true remaining time`() throws {
        let bench = try Bench("rules: [{ name: few, on: create, then: { rate_limit: { requests: 1/10s } } }]")
        #expect(bench.create(prompt: "1").job != nil)
        bench.sandbox.advance(by: .seconds(3))
        #expect(bench.create(prompt: "2").refusal?.retryAfter == .automatic(.seconds(7)))
        bench.sandbox.advance(by: .seconds(7))
        #expect(bench.create(prompt: "3").job != nil)
    }

    @Test func `always means always, and says what the rule says`() throws {
        let bench = try Bench(
            "rules: [{ name: no, then: { rate_limit: { always: true, retry_after: { seconds: 5 } } } }]")
        #expect(bench.create().refusal?.retryAfter == .seconds(5))
    }
}
