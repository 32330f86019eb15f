import Basics
import Core
import DialectKit
import HTTPMessages
import Testing
import Time

@testable import Engine

/// What a reset meets on its way: nothing of before it is left waiting, and nothing of it moves what comes after.
@Suite struct ResetTests {
    private static let url = "http://127.0.0.1:9/hook"
    private static let slow = "rules: [{ name: slow, on: create, then: { job: { running: 60s } } }]"
    private static let early =
        "\(slow.dropLast()), { name: early, on: webhook, then: { webhook: { before_response: true } } }]"

    /// Whether the `auto` clock jumps for a request: nobody counts as running who is not.
    private func jumps(_ bench: Bench) -> Bool {
        let held = bench.create(prompt: "after the reset", answer: .whenEnded)
        bench.sandbox.jumpWhileIdle()
        return held.job?.state == .completed
    }

    @Test func `a create that waits for its webhook is refused, and the clock goes on for others`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(Self.early, clock: "auto", sender: receiver)
        let caller = bench.create(callback: Self.url)
        #expect(caller.isHeld)
        bench.sandbox.reset()
        #expect(caller.refusal?.reason == .overloaded)
        receiver.answerAll()
        bench.leave(caller)
        #expect(jumps(bench))
    }

    @Test func `its client may leave before the webhook has come`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(Self.early, clock: "auto", sender: receiver)
        let caller = bench.create(callback: Self.url)
        bench.leave(caller, .clientGone)
        receiver.answerAll()
        #expect(caller.isHeld)
        #expect(bench.sandbox.clock.held == 0)
        #expect(jumps(bench))
    }

    @Test func `webhooks in line count as running no longer`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(Self.slow, clock: "auto", sender: receiver)
        for number in 0..<40 {
            bench.leave(bench.create(prompt: "kite \(number)", callback: Self.url))
        }
        bench.leave(bench.create(prompt: "last", answer: .whenEnded))
        bench.sandbox.advance(by: .seconds(60), webhooks: .detaches)
        #expect(receiver.got.count == WebhookState.mostParallel)
        bench.sandbox.reset()
        receiver.answerAll()
        #expect(jumps(bench))
    }

    @Test func `an attempt that comes back after it does not stop the moves of the clock`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(Self.slow, sender: receiver)
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(60), webhooks: .detaches)
        #expect(receiver.got.count == 1)
        bench.sandbox.reset()
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(60), webhooks: .detaches)
        #expect(receiver.got.count == 2)
        let arrived = Flag()
        bench.sandbox.advance(by: .seconds(1)) { _ in arrived.set() }
        #expect(!arrived.isSet, "the new one is in flight")
        receiver.answerFirst()
        #expect(!arrived.isSet, "the old one does not count")
        receiver.answerAll()
        #expect(arrived.isSet)
    }

    @Test func `a scenario that comes into force meanwhile stays in force`() throws {
        let bench = try Bench(Self.slow)
        bench.sandbox.reset()
        #expect(bench.sandbox.scenario.rules.map(\.name) == ["slow"])
        let other = try Bench("rules: [{ name: other, then: { latency: 1s } }]").sandbox.scenario
        bench.real.onNextLook.withLock { $0 = { [sandbox = bench.sandbox] in sandbox.load(other) } }
        bench.sandbox.reset()
        #expect(bench.sandbox.scenario.rules.map(\.name) == ["other"])
    }

    @Test func `a ticket of before it names nothing of after it`() throws {
        let bench = try Bench()
        let before = bench.sandbox.schedule(at: .zero + .seconds(10)) {}
        bench.sandbox.reset()
        let isDone = Flag()
        _ = bench.sandbox.schedule(at: .zero + .seconds(10)) { isDone.set() }
        bench.sandbox.unschedule(before)
        bench.sandbox.advance(by: .seconds(10))
        #expect(isDone.isSet)
    }

    @Test func `a poll that it overtakes on the way to its wait is refused`() throws {
        let store = ObservedStore()
        let bench = try Bench(Self.slow, store: store)
        let id = try #require(bench.create().job?.job.id)
        store.insteadOfReplace.withLock { $0 = { [sandbox = bench.sandbox] in sandbox.reset() } }
        let polled = bench.poll(id, wait: .seconds(30))
        #expect(polled.refusal?.reason == .overloaded)
        #expect(bench.sandbox.clock.held == 0)
    }

    @Test func `a download that it overtakes finds nothing`() throws {
        let store = ObservedStore()
        let bench = try Bench(store: store)
        let id = try #require(bench.create().job?.job.id)
        // It is read again under what is in force by then.
        bench.dialect.parsed.withLock {
            $0 = ParsedRequest(
                step: .download, credential: .notNeeded, operation: .download(Download(job: id, index: 0, claim: nil)),
                jobID: id)
        }
        store.onLoad.withLock { $0 = { [sandbox = bench.sandbox] in sandbox.reset() } }
        #expect(bench.download(id, claim: nil).refusal?.reason == .notFound)
    }

    @Test func `those who wait for a job by its idempotency key are answered when its creator leaves`() throws {
        let bench = try Bench(Self.slow)
        let creator = bench.create(answer: .whenEnded, repeatKey: "k", cancelsOnDisconnect: true)
        let other = bench.create(answer: .whenEnded, repeatKey: "k")
        bench.leave(creator, .clientGone)
        #expect(other.job?.state == .failed)
        #expect(bench.sandbox.clock.held == 0)
    }
}
