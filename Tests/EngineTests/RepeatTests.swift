import Core
import DialectKit
import Engine
import Testing

@Suite struct RepeatTests {
    @Test func `a create with the same key of the client's own makes one job and is charged once`() throws {
        let bench = try Bench("accounts: [{ name: alice, keys: [one], balance: 1 }]")
        let first = try #require(bench.create(key: "one", repeatKey: "k").job?.job.id)
        #expect(bench.create(key: "one", repeatKey: "k").job?.job.id == first)
        #expect(bench.create(key: "one", repeatKey: "other").job?.job.id != first)
        #expect(bench.balance(key: "one").balance == Money(microdollars: 800_000))
    }

    @Test func `the same key with another request is refused, and is free again after a day`() throws {
        let bench = try Bench()
        bench.create(prompt: "a boat", repeatKey: "k")
        #expect(bench.create(prompt: "a kite", repeatKey: "k").refusal?.reason == .invalidInput)
        #expect(bench.create(key: "any-2", prompt: "a kite", repeatKey: "k").refusal == nil)
        bench.sandbox.advance(by: .seconds(24 * 3600))
        #expect(bench.create(prompt: "a kite", repeatKey: "k").refusal == nil)
    }

    @Test func `a repeated create waits for its job like the first`() throws {
        let bench = try Bench("pace: realistic", pace: "")
        let first = bench.create(answer: .whenEnded, repeatKey: "k")
        let second = bench.create(answer: .whenEnded, repeatKey: "k")
        #expect(first.isHeld && second.isHeld)
        bench.sandbox.advance(by: .seconds(600))
        #expect(first.job?.job.id == second.job?.job.id)
        #expect(second.job?.state == .completed)
    }
}
