import Basics
import Core
import DialectKit
import HTTPMessages
import Scenario
import Testing

@testable import Engine

/// A scenario that is put in force, or a reset, while a request is on its way: it is decided by one of the two scenarios, wholly.
@Suite struct SupersededTests {
    private static let overloadOnce = """
        rules:
          - name: once
            on: create
            when: { times: 1 }
            then: { error: overloaded }
        """

    /// A request that was read under the scenario of the bench, before that changes.
    private func prepared(_ bench: Bench) -> RequestContext {
        let creation = Creation(
            model: "made-up", modality: .image, prompt: "", assets: [], price: .zero, unitPrice: .init(0),
            quantity: .init(1), typical: .image, answer: .atOnce, charge: .completion)
        bench.dialect.parsed.withLock {
            $0 = ParsedRequest(
                step: .create, credential: .key("any-1"), operation: .create(creation), model: "made-up",
                modality: .image)
        }
        let request = Request(method: "POST", path: "/create")
        return RequestContext(
            request, parsed: bench.dialect.parse(request, settings: Settings()), dialect: bench.dialect,
            under: bench.sandbox.loaded)
    }

    private func outcome(_ bench: Bench, _ context: RequestContext) -> Refusal.Reason? {
        var context = context
        guard case .answered(let answer) = bench.sandbox.handle(&context), case .refusal(let refusal) = answer.outcome
        else { return nil }
        return refusal.reason
    }

    @Test func `a request that was read under the scenario before is decided by the one in force`() throws {
        let bench = try Bench()
        let early = prepared(bench)
        bench.sandbox.load(try Bench(Self.overloadOnce).sandbox.scenario)
        #expect(outcome(bench, early) == .overloaded)
        #expect(outcome(bench, prepared(bench)) == nil)
    }

    @Test func `a rule of the scenario before counts nothing in the one in force`() throws {
        let bench = try Bench(Self.overloadOnce)
        let early = prepared(bench)
        bench.sandbox.load(try Bench(Self.overloadOnce).sandbox.scenario)
        #expect(outcome(bench, early) == .overloaded)
        #expect(outcome(bench, prepared(bench)) == nil)
        let other = try Bench(Self.overloadOnce)
        let before = prepared(other)
        other.sandbox.load(try Bench().sandbox.scenario)
        #expect(outcome(other, before) == nil)
    }

    @Test func `a create that a reset overtakes has a job that is kept and booked, or none`() throws {
        let bench = try Bench("accounts: [{ name: alice, keys: [any-1], balance: 1 }]\npace: realistic", pace: "")
        let early = prepared(bench)
        bench.sandbox.reset()
        #expect(outcome(bench, early) == nil)
        let (kept, running) = (
            bench.sandbox.store.census.kept, bench.sandbox.state.withLock { $0.ledger.running.count }
        )
        #expect(kept == 1 && running == 1)
        bench.sandbox.reset()
        #expect(bench.sandbox.store.census.kept == 0)
        #expect(bench.sandbox.state.withLock { $0.ledger.running.count } == 0)
    }
}
