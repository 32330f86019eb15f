import Core
import DialectKit
import HTTPMessages
import Testing
import Time

@testable import Engine

/// A reset empties state and store first, and ends what waits for them afterwards. What comes in between is of after the reset; what comes
/// back late is of before it.
@Suite struct HalfResetTests {
    private static let url = "http://127.0.0.1:9/hook"
    private static let slow = "rules: [{ name: slow, on: create, then: { job: { running: 60s } } }]"

    @Test func `a create in between keeps its webhook and its journal entry`() throws {
        let receiver = FakeReceiver()
        let bench = try Bench(sender: receiver)
        bench.leave(bench.create(callback: Self.url))
        let forgotten = bench.sandbox.forget()
        let created = bench.create(callback: Self.url)
        let departure = bench.sandbox.record(
            try #require(created.context.withLock { $0 }), nil, job: created.job?.job.id, 200, [:], .bytes([]),
            at: .zero)
        bench.sandbox.leave(departure)
        bench.sandbox.finish(forgotten, as: .reset)
        #expect(receiver.got.count == 2)
        #expect(bench.sandbox.webhookLog().records.map(\.state) == [.delivered])
        #expect(bench.sandbox.requests.entries.map(\.job) == [created.job?.job.id])
    }

    @Test func `a create in between counts as the first, and the next as the second`() throws {
        let bench = try Bench()
        let ids = [bench.create(), bench.create()].map { $0.job?.job.id }
        let forgotten = bench.sandbox.forget()
        let first = bench.create().job?.job.id
        bench.sandbox.finish(forgotten, as: .reset)
        #expect([first, bench.create().job?.job.id] == ids)
    }

    @Test func `an upload in between is kept`() throws {
        let bench = try Bench()
        let forgotten = bench.sandbox.forget()
        let upload = Upload(.bytes([1, 2, 3]), contentType: "image/png", ending: "png")
        bench.visit(
            ParsedRequest(step: .upload, credential: .key("any-1"), operation: .upload(upload)), body: "three")
        bench.sandbox.finish(forgotten, as: .reset)
        #expect(bench.sandbox.census.uploadedBytes == 3)
    }

    @Test func `a message that an inbox got in between is kept`() throws {
        let bench = try Bench()
        let forgotten = bench.sandbox.forget()
        #expect(bench.sandbox.receive(Request(method: "POST", path: "/"), inInbox: "mine", answering: 200))
        bench.sandbox.finish(forgotten, as: .reset)
        #expect(bench.sandbox.inboxTotal("mine") == 1)
    }

    @Test func `a webhook of before it schedules nothing after it`() throws {
        let bench = try Bench(sender: FakeReceiver())
        bench.sandbox.reset()
        bench.sandbox.scheduleAttempt(of: "msg_1", epoch: 0, at: .zero + .seconds(60))
        bench.sandbox.scheduleUnparking(of: "msg_1", epoch: 0, at: .zero + .seconds(60))
        #expect(bench.sandbox.clock.next == nil)
        bench.sandbox.scheduleAttempt(of: "msg_1", epoch: 1, at: .zero + .seconds(60))
        #expect(bench.sandbox.clock.next == .zero + .seconds(60))
    }

    @Test func `webhooks in line are forgotten by what comes in between, and count as running no longer`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(Self.slow, clock: "auto", sender: receiver)
        for number in 0..<40 { bench.leave(bench.create(prompt: "kite \(number)", callback: Self.url)) }
        bench.leave(bench.create(prompt: "last", answer: .whenEnded))
        bench.sandbox.advance(by: .seconds(60), webhooks: .detaches)
        let forgotten = bench.sandbox.forget()
        #expect(bench.sandbox.receive(Request(method: "POST", path: "/"), inInbox: "mine", answering: 200))
        bench.sandbox.finish(forgotten, as: .reset)
        receiver.answerAll()
        let held = bench.create(prompt: "after the reset", answer: .whenEnded)
        bench.sandbox.jumpWhileIdle()
        #expect(held.job?.state == .completed)
    }
}
