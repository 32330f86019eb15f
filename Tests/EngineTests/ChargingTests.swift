import Core
import Engine
import Testing
import Time

@Suite struct ChargingTests {
    private func bench(_ rest: String = "") throws -> Bench {
        try Bench(
            """
            accounts: [{ name: alice, keys: [alice], balance: 0.25 }, { name: bob, keys: [bob] }]
            \(rest)
            """)
    }

    private func dollars(_ text: Int64) -> Money { Money(microdollars: text) }

    @Test func `a job charged on completion costs nothing before it ends`() throws {
        let bench = try bench("rules: [{ name: slow, then: { job: { running: 10s } } }]")
        bench.create(key: "alice")
        #expect(bench.balance(key: "alice").balance == dollars(250_000))
        bench.sandbox.advance(by: .seconds(10))
        #expect(bench.balance(key: "alice").balance == dollars(150_000))
    }

    @Test func `a job charged at create is given back when it fails`() throws {
        let bench = try bench(
            "rules: [{ name: fails, then: { job: { running: 10s, outcome: failed, error: generation_failed } } }]")
        bench.create(key: "alice", charge: .create)
        #expect(bench.balance(key: "alice").balance == dollars(150_000))
        bench.sandbox.advance(by: .seconds(10))
        #expect(bench.balance(key: "alice").balance == dollars(250_000))
    }

    @Test func `a job that costs more than is left is refused and costs nothing`() throws {
        let bench = try bench()
        #expect(bench.create(key: "alice", price: 250_001).refusal?.reason == .insufficientBalance)
        #expect(bench.create(key: "alice", price: 250_000).job != nil)
        #expect(bench.balance(key: "alice").balance == .zero)
    }

    @Test func `who cannot pay is told what it costs and what is left`() throws {
        let facts = Refusal.Facts.purchase(model: "made-up", price: dollars(250_001), balance: dollars(250_000))
        #expect(try bench().create(key: "alice", price: 250_001).refusal?.facts == facts)
        let scripted = try bench("rules: [{ name: broke, on: create, then: { error: insufficient_balance } }]")
        #expect(scripted.create(key: "alice", price: 250_001).refusal?.facts == facts)
        #expect(scripted.balance(key: "alice").refusal == nil)
    }

    @Test func `a dry run is priced, and neither charged nor refused for the balance`() throws {
        let bench = try bench()
        let caller = bench.create(key: "alice", price: 1_000_000, dryRun: true)
        guard case .reply(.dryRun(let price)) = caller.answer.withLock({ $0?.outcome }) else {
            Issue.record("no price")
            return
        }
        #expect(price == dollars(1_000_000))
        #expect(bench.balance(key: "alice").balance == dollars(250_000))
    }

    @Test func `a scripted cost takes the place of the catalog's`() throws {
        let bench = try bench("rules: [{ name: dear, then: { job: { cost: 0.2 } } }]")
        bench.create(key: "alice")
        #expect(bench.balance(key: "alice").balance == dollars(50_000))
    }

    @Test func `an account without a balance never runs out`() throws {
        let bench = try bench()
        for prompt in ["a", "b", "c"] {
            #expect(bench.create(key: "bob", prompt: prompt, price: 9_000_000_000).job != nil)
        }
    }
}
