import Core
import DialectKit
import Engine
import Testing

@Suite struct RuleTests {
    @Test func `an error of the scenario is the provider's own refusal`() throws {
        let bench = try Bench(
            "rules: [{ name: no, on: create, then: { error: { name: overloaded, message: \"Later.\" } } }]")
        let refusal = bench.create().refusal
        #expect(refusal?.reason == .overloaded)
        #expect(refusal?.message == "Later.")
    }

    @Test(arguments: [SemanticError.contentPolicy, .insufficientBalance, .overloaded, .internalError])
    func `a rule on dry runs refuses them, whichever check its error belongs to`(error: SemanticError) throws {
        let bench = try Bench(
            "rules: [{ name: no, on: dry_run, when: { times: 1 }, then: { error: \(error.rawValue) } }]")
        #expect(bench.create(dryRun: true).refusal?.reason == error.reason)
        #expect(bench.create(dryRun: true).refusal == nil)
    }

    @Test func `a refusal of the scenario leaves no job and no charge`() throws {
        let bench = try Bench(
            """
            accounts: [{ name: a, keys: [a], balance: 1 }]
            rules: [{ name: no, on: create, when: { times: 1 }, then: { error: overloaded } }]
            """)
        #expect(bench.create(key: "a", charge: .create).refusal != nil)
        #expect(bench.balance(key: "a").balance == Money(microdollars: 1_000_000))
        #expect(bench.create(key: "a", charge: .create).job != nil)
    }

    @Test func `a page of a gateway comes before every check of the provider`() throws {
        let bench = try Bench("rules: [{ name: cdn, then: { http_error: { preset: cloudflare_502 } } }]")
        #expect(bench.create(key: "not a key at all").foreign?.status == 502)
    }

    @Test func `rules that do not know of each other decide one aspect each`() throws {
        let bench = try Bench(
            """
            rules:
              - { name: late, then: { latency: 3s } }
              - { name: busy, then: { error: overloaded, latency: 9s } }
            """)
        let caller = bench.create()
        #expect(caller.refusal?.reason == .overloaded)
        #expect(caller.answer.withLock { $0?.latency } == .seconds(3))
    }

    @Test func `two equal requests are two jobs, and the same two in every run`() throws {
        func ids() throws -> [String?] {
            let bench = try Bench("seed: 7")
            return [bench.create().job?.job.id, bench.create().job?.job.id]
        }
        let first = try ids()
        #expect(first[0] != first[1])
        #expect(try ids() == first)
    }

    @Test func `another order gives every request the same id`() throws {
        let prompts = (0..<20).map { "prompt \($0)" }
        func ids(_ order: [String]) throws -> [String: String] {
            let bench = try Bench()
            return Dictionary(uniqueKeysWithValues: order.map { ($0, bench.create(prompt: $0).job?.job.id ?? "") })
        }
        #expect(try ids(prompts) == ids(prompts.reversed()))
    }

    @Test func `another scenario begins its counters anew and keeps the jobs`() throws {
        let bench = try Bench("rules: [{ name: once, on: create, when: { times: 1 }, then: { error: overloaded } }]")
        #expect(bench.create().refusal != nil)
        let id = try #require(bench.create().job?.job.id)
        bench.sandbox.load(bench.sandbox.scenario)
        #expect(bench.poll(id).job?.state == .completed)
        #expect(bench.create().refusal?.reason == .overloaded)
    }

    @Test func `a job that ends by polls ends with that poll`() throws {
        let bench = try Bench("rules: [{ name: third, on: create, then: { job: { polls: 3 } } }]")
        let id = try #require(bench.create().job?.job.id)
        #expect(bench.poll(id).job?.state == .running)
        #expect(bench.poll(id).job?.state == .running)
        #expect(bench.poll(id).job?.state == .completed)
    }

    @Test func `a reference must exist, be completed, and be of the same key`() throws {
        let bench = try Bench(
            "rules: [{ name: slow, on: create, match: { prompt: slow }, then: { job: { running: 1h } } }]")
        func extend(_ id: String, key: String = "any-1", _ modality: Modality = .image) -> Refusal.Reason? {
            let reference = TaskReference(field: "task_id", id: id, modality: modality, message: "not that")
            return bench.create(key: key, prompt: "extend", references: [reference]).refusal?.reason
        }
        let done = try #require(bench.create().job?.job.id)
        let slow = try #require(bench.create(prompt: "slow").job?.job.id)
        #expect(extend(done) == nil)
        #expect(extend("unknown") == .notFound)
        #expect(extend(done, key: "any-2") == .notFound)
        #expect(extend(slow) == .invalidInput)
        #expect(extend(done, .video) == .invalidInput)
    }
}
