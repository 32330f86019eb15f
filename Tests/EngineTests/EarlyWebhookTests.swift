import Core
import DialectKit
import Engine
import HTTPMessages
import Testing
import Time

/// Webhooks that a rule lets come before the answer, or before polls tell the end: they are decided when their job is created.
@Suite struct EarlyWebhookTests {
    private static let url = "http://127.0.0.1:9/hook"

    private func bench(
        _ receiver: FakeReceiver, _ drill: String, job: String = "{ running: 60s }", more: String = "",
        clock: String = "manual"
    ) throws -> Bench {
        try Bench(
            """
            \(more)
            rules:
              - { name: slow, on: create, then: { job: \(job) } }
              - { name: drill, on: webhook, \(drill) }
            """, clock: clock, sender: receiver)
    }

    @Test func `a create that is refused uses up no rule`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(
            receiver, "when: { times: 1 }, then: { webhook: { before_response: true } }",
            more: "accounts: [{ name: alice, keys: [one], balance: 0.05 }]")
        #expect(bench.create(key: "one", callback: Self.url).refusal?.reason == .insufficientBalance)
        bench.create(key: "one", price: 10_000, callback: Self.url)
        #expect(receiver.got.count == 1, "the first that is admitted")
        bench.create(key: "one", prompt: "two", price: 10_000, callback: Self.url)
        #expect(receiver.got.count == 1)
    }

    @Test func `a create that repeats an earlier one uses up no rule`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(receiver, "when: { times: 2 }, then: { webhook: { before_response: true } }")
        bench.create(callback: Self.url, repeatKey: "k")
        bench.create(callback: Self.url, repeatKey: "k")
        #expect(receiver.got.count == 1)
        bench.create(prompt: "two", callback: Self.url)
        #expect(receiver.got.count == 2)
    }

    @Test(arguments: [("completed", 1), ("failed", 0)])
    func `a rule sees the body that will be sent`(state: String, early: Int) throws {
        let receiver = FakeReceiver()
        let bench = try bench(
            receiver, "match: { body.state: \(state) }, then: { webhook: { before_response: true } }")
        let caller = bench.create(callback: Self.url)
        #expect(receiver.got.count == early)
        #expect(caller.job?.state == (early == 1 ? .completed : .running))
        bench.sandbox.advance(by: .seconds(60))
        #expect(receiver.got.count == 1)
    }

    @Test func `a job whose end nobody knows yet has its webhook decided at its end, once`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(
            receiver, "when: { times: 1 }, then: { webhook: { ahead_of_poll: 1s, duplicate: 2 } }",
            job: "{ polls: 1 }")
        let id = try #require(bench.create(callback: Self.url).job?.job.id)
        bench.leave(bench.poll(id))
        #expect(receiver.got.count == 2)
    }

    @Test func `a webhook about which no rule speaks early is decided when it is sent`() throws {
        let receiver = FakeReceiver()
        let bench = try Bench(
            """
            rules:
              - { name: slow, on: create, then: { job: { running: 60s } } }
              - { name: early, on: webhook, match: { prompt: early }, then: { webhook: { before_response: true } } }
              - { name: lost, on: webhook, when: { times: 1 }, then: { webhook: { drop: true } } }
            """, sender: receiver)
        bench.create(prompt: "late", callback: Self.url)
        bench.sandbox.advance(by: .seconds(10))
        let second = bench.create(prompt: "cancelled", callback: Self.url)
        bench.leave(bench.cancel(try #require(second.job?.job.id), .untilEnded))
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(receiver.got.map(\.body).filter { $0.contains("completed") }.count == 1, "the first to end is lost")
    }

    @Test func `the auto clock goes on to a first attempt that its create waits for`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(
            receiver, "then: { webhook: { before_response: true, retries: [10s] } }", clock: "auto")
        let caller = bench.create(callback: Self.url)
        bench.sandbox.jumpWhileIdle()
        #expect(receiver.got.count == 1)
        #expect(caller.job?.state == .completed)
    }

    @Test func `it does not when that client has left`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(
            receiver, "then: { webhook: { before_response: true, retries: [10s] } }", clock: "auto")
        bench.leave(bench.create(callback: Self.url), .clientGone)
        bench.sandbox.jumpWhileIdle()
        #expect(receiver.got.isEmpty)
        #expect(bench.sandbox.now == .zero)
    }
}
