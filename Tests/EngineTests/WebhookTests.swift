import Basics
import Core
import Documents
import Engine
import HTTPMessages
import Journal
import Testing
import Time

/// From a job's end to the last attempt, without a socket.
@Suite struct WebhookTests {
    static let url = "http://127.0.0.1:9/hook"

    private func bench(
        _ receiver: FakeReceiver, _ rules: String = "", job: String = "{ queued: 10s, running: 50s }",
        clock: String = "manual"
    ) throws -> Bench {
        try Bench(
            "rules:\n  - { name: slow, on: create, then: { job: \(job) } }\n\(rules)", clock: clock, sender: receiver)
    }

    private func rule(_ effect: String) -> String { "  - { name: drill, on: webhook, then: { webhook: \(effect) } }" }

    private func only(_ bench: Bench) throws -> DeliveryRecord {
        let log = bench.sandbox.webhookLog()
        try #require(log.records.count == 1)
        return log.records[0]
    }

    @Test func `a job with a callback calls once, at its end`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(receiver)
        let id = try #require(bench.create(callback: Self.url).job?.job.id)
        bench.sandbox.advance(by: .seconds(59))
        #expect(receiver.got.isEmpty)
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(receiver.got.map(\.body) == [#"{"id":"\#(id)","state":"completed","note":"café/☕"}"#])
        let record = try only(bench)
        #expect(record.state == .delivered)
        #expect(record.created == .zero + .seconds(60))
        #expect(record.attempts.map(\.status) == [200])
        #expect(receiver.got[0].call.headers["webhook-signature"] == nil, "unsigned unless a secret is there")
        #expect(receiver.got[0].call.headers["content-type"] == "application/json")
        #expect(receiver.got[0].call.headers["host"] == "127.0.0.1:9")
    }

    @Test func `a job without a callback, a stuck one and a dry run call nobody`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(receiver, job: "{ outcome: stuck }")
        bench.create(callback: Self.url)
        bench.create(prompt: "two")
        bench.create(callback: Self.url, dryRun: true)
        bench.sandbox.advance(by: .seconds(86_400))
        #expect(receiver.got.isEmpty)
    }

    @Test func `a failed job tells so`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(receiver, job: "{ outcome: failed, running: 1s }")
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(60))
        #expect(receiver.got.first?.body.contains(#""state":"failed""#) == true)
        #expect(try only(bench).type == "job.failed")
    }

    @Test func `a job that has ended when it is answered calls after the answer`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(receiver, job: "{ queued: 0, running: 0 }")
        let caller = bench.create(callback: Self.url)
        #expect(caller.job?.state == .completed)
        #expect(receiver.got.isEmpty)
        bench.leave(caller)
        #expect(receiver.got.count == 1)
    }

    @Test func `a job that ends by polls calls when it does`() throws {
        let receiver = FakeReceiver()
        let bench = try bench(receiver, job: "{ polls: 2 }")
        let id = try #require(bench.create(callback: Self.url).job?.job.id)
        bench.poll(id)
        #expect(receiver.got.isEmpty)
        let second = bench.poll(id)
        #expect(second.job?.state == .completed)
        bench.leave(second)
        #expect(receiver.got.count == 1)
    }

    @Test func `a day of attempts passes in one call`() throws {
        let receiver = FakeReceiver([.answered(500)])
        let bench = try bench(receiver, rule("{ retries: standard }"))
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(5 * 86_400))
        let record = try only(bench)
        #expect(record.state == .gaveUp)
        #expect(record.attemptCount == 10)
        let starts = record.attempts.map(\.started)
        for (pause, index) in zip([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400], 1...) {
            let waited = (starts[index] - starts[index - 1]).inSeconds
            #expect(waited >= Double(pause) * 0.8 && waited <= Double(pause) * 1.2)
        }
        #expect(Set(zip(starts, starts.dropFirst()).map { $1 - $0 }.map(\.nanoseconds)).count == 9)
    }

    @Test func `pauses that a scenario writes out are kept to`() throws {
        let receiver = FakeReceiver([.answered(500)])
        let bench = try bench(receiver, rule("{ retries: [0, 10s, 1m, 250ms] }"))
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(3_600))
        let starts = try only(bench).attempts.map(\.started)
        #expect(
            zip(starts, starts.dropFirst()).map { $1 - $0 } == [.seconds(10), .seconds(60), .milliseconds(250)])
    }

    @Test func `the same run has the same ids, pauses and signatures`() throws {
        func run() throws -> [String] {
            let receiver = FakeReceiver([.answered(500), .answered(503), .ok])
            let bench = try bench(
                receiver, rule("{ secrets: [{ value: whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA= }] }"))
            bench.create(callback: Self.url)
            bench.sandbox.advance(by: .seconds(3_600))
            let calendar = bench.sandbox.calendar
            return try only(bench).rows(calendar).map { String(decoding: $0.json(), as: UTF8.self) }
        }
        let first = try run()
        #expect(first.count == 3)
        #expect(try run() == first)
    }

    @Test func `each attempt has the same id, a new time and a new valid signature`() throws {
        let secret = WebhookSecret("whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")
        let receiver = FakeReceiver([.answered(500), .refused, .ok])
        let bench = try bench(
            receiver,
            rule("{ retries: [0, 10s, 10s], secrets: [{ value: whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA= }] }")
        )
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(receiver.got.count == 3)
        #expect(Set(receiver.got.map(\.id)).count == 1)
        #expect(Set(receiver.got.compactMap { $0.call.headers["webhook-timestamp"] }).count == 3)
        for got in receiver.got {
            let now = try #require(got.call.headers["webhook-timestamp"].flatMap { Int64($0) })
            let verdict = WebhookVerifier([secret]).verdict(headers: got.call.headers, body: got.call.body, now: now)
            #expect(verdict == .genuine(.standard, key: try SigningKey(secret, for: .standard).id))
        }
    }

    @Test(arguments: [
        (WebhookResult.Outcome.answered(410), 1), (.answered(301), 3), (.answered(404), 3), (.refused, 3),
        (.answered(500, ["Webhook-Delivery": "abort-message"]), 1), (.failed(.blocked, detail: "no"), 1),
        (.answered(204), 1), (.failed(.garbage, detail: "?"), 3),
    ])
    func `what a receiver answers decides whether there is another attempt`(
        answer: WebhookResult.Outcome, attempts: Int
    ) throws {
        let receiver = FakeReceiver([answer])
        let bench = try bench(receiver)
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(receiver.got.count == attempts)
    }

    @Test func `a receiver that answered 410 gets nothing more for the rest of the run`() throws {
        let receiver = FakeReceiver([.answered(410), .ok])
        let bench = try bench(receiver)
        bench.create(callback: Self.url + "?a=1")
        bench.sandbox.advance(by: .seconds(3_600))
        bench.create(prompt: "two", callback: Self.url + "?a=2")
        bench.create(prompt: "three", callback: "http://127.0.0.1:9/other")
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(receiver.got.map(\.call.url) == [Self.url + "?a=1", "http://127.0.0.1:9/other"])
        #expect(bench.sandbox.webhookLog().records.map(\.state) == [.gaveUp, .gaveUp, .delivered])
    }

    @Test(
        arguments: [
            ["Retry-After": "7"], ["Retry-After": "Thu, 01 Jan 2026 00:01:07 GMT"],
            // By its own clock, in each form of a date.
            ["Date": "Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After": "Sun, 06 Nov 1994 08:49:44 GMT"],
            ["Date": "Sun, 06 Nov 1994 08:49:37 GMT", "Retry-After": "Sunday, 06-Nov-94 08:49:44 GMT"],
            ["Date": "Sun Nov  6 08:49:37 1994", "Retry-After": "Sun Nov  6 08:49:44 1994"],
            ["Date": "no date", "Retry-After": "Thursday, 01-Jan-26 00:01:07 GMT"],
        ] as [Headers])
    func `a receiver that says when to come back is obeyed`(headers: Headers) throws {
        let receiver = FakeReceiver([.answered(503, headers), .ok])
        let bench = try bench(receiver)
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(3_600))
        let attempts = try only(bench).attempts
        #expect(attempts.map(\.status) == [503, 200])
        #expect(attempts[1].started - attempts[0].started == .seconds(7))
    }

    @Test(arguments: [
        "86401", "99999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "Sunday, 01-Jan-40 00:00:00 GMT",
    ])
    func `a receiver that wants to be left alone for ever is asked again after a day`(retryAfter: String) throws {
        let receiver = FakeReceiver([.answered(503, ["Retry-After": retryAfter]), .ok])
        let bench = try bench(receiver)
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(2 * 86_400))
        let attempts = try only(bench).attempts
        #expect(attempts.map(\.status) == [503, 200])
        #expect(attempts[1].started - attempts[0].started == .seconds(86_400))
    }

    @Test func `scenario time stands still while an attempt is in flight`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try bench(receiver)
        bench.create(callback: Self.url)
        let arrived = Flag()
        bench.sandbox.advance(by: .seconds(3_600)) { _ in arrived.set() }
        #expect(!arrived.isSet)
        #expect(bench.sandbox.now == .zero + .seconds(60))
        receiver.answerAll()
        #expect(arrived.isSet)
        #expect(bench.sandbox.now == .zero + .seconds(3_600))
    }

    @Test func `whoever moves the clock and receives on one thread does not wait`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try bench(receiver)
        bench.create(callback: Self.url)
        let arrived = Flag()
        bench.sandbox.advance(by: .seconds(3_600), webhooks: .detaches) { _ in arrived.set() }
        #expect(arrived.isSet)
        #expect(receiver.got.count == 1)
    }

    @Test func `the auto clock waits for an attempt, and does not jump for a webhook that nobody waits for`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try bench(receiver, clock: "auto")
        let created = bench.create(callback: Self.url)
        bench.leave(created)
        bench.sandbox.jumpWhileIdle()
        #expect(bench.sandbox.now == .zero, "no request is held")
        let seen = Lock<DeliveryRecord?>(nil)
        let wait = bench.sandbox.waitForWebhook(try #require(created.job?.job.id)) { end in
            if case .reached(let record) = end { seen.withLock { $0 = record } }
        }
        #expect(wait != nil)
        #expect(receiver.got.count == 1)
        #expect(bench.sandbox.now == .zero + .seconds(60))
        bench.sandbox.jumpWhileIdle()
        #expect(bench.sandbox.now == .zero + .seconds(60))
        receiver.answerAll()
        #expect(seen.withLock { $0?.state } == .delivered)
    }

    @Test func `the real clock sends by its alarm`() throws {
        let receiver = FakeReceiver([.refused, .ok])
        let bench = try bench(receiver, clock: "real")
        bench.create(callback: Self.url)
        bench.real.pass(.seconds(60))
        #expect(receiver.got.count == 1)
        bench.real.pass(.seconds(2))
        #expect(receiver.got.count == 2)
    }

    @Test func `no more than 32 are in flight, and the others follow`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try bench(receiver)
        for number in 0..<100 { bench.create(prompt: "\(number)", callback: Self.url) }
        let arrived = Flag()
        bench.sandbox.advance(by: .seconds(3_600)) { _ in arrived.set() }
        #expect(receiver.got.count == 32)
        receiver.answerAll(staysPatient: true)
        #expect(receiver.got.count == 64)
        receiver.answerAll()
        #expect(receiver.got.count == 100)
        #expect(arrived.isSet)
    }

    @Test func `the queue is bounded, and says which had to go`() throws {
        let receiver = FakeReceiver([.refused])
        let bench = try bench(receiver)
        for number in 0..<10_020 { bench.create(prompt: "\(number)", callback: Self.url) }
        bench.sandbox.advance(by: .seconds(60))
        #expect(bench.sandbox.webhookLog().pending == 10_000)
        let dropped = bench.sandbox.webhookLog { $0.state == .dropped }.records
        #expect(dropped.count == 20)
        #expect(dropped[0].detail?.isEmpty == false)
    }

    @Test func `one that has ended can be sent again, with the same id`() throws {
        let receiver = FakeReceiver([.answered(410), .ok])
        let bench = try bench(receiver)
        bench.create(callback: Self.url)
        #expect(bench.sandbox.redeliver("msg_unknown") == .unknown)
        bench.sandbox.advance(by: .seconds(60))
        let id = try only(bench).id
        #expect(bench.sandbox.redeliver(id) == .begun)
        let record = try only(bench)
        #expect(record.state == .delivered)
        #expect(record.attempts.map(\.status) == [410, 200])
    }

    @Test func `one that is under way cannot be sent again`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try bench(receiver)
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(60))
        #expect(bench.sandbox.redeliver(try only(bench).id) == .underWay)
    }

    @Test func `sending one again drops another where the queue is full, and says so`() throws {
        let receiver = FakeReceiver([.answered(410), .refused])
        let bench = try bench(receiver)
        bench.create(prompt: "first", callback: Self.url)
        bench.sandbox.advance(by: .seconds(60))
        let id = try only(bench).id
        for number in 0..<10_000 { bench.create(prompt: "\(number)", callback: "\(Self.url)/\(number)") }
        bench.sandbox.advance(by: .seconds(60))
        #expect(bench.sandbox.webhookLog().pending == 10_000)
        #expect(bench.sandbox.redeliver(id) == .begun)
        let dropped = bench.sandbox.webhookLog { $0.state == .dropped }.records
        #expect(dropped.count == 1)
        #expect(dropped.first?.detail?.isEmpty == false)
    }

    @Test func `a reset forgets all, and what comes back later changes nothing`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try bench(receiver)
        bench.create(callback: Self.url)
        let reset = Flag()
        bench.sandbox.advance(by: .seconds(3_600)) { if case .reset = $0 { reset.set() } }
        bench.sandbox.reset()
        #expect(reset.isSet)
        #expect(bench.sandbox.webhookLog().records.isEmpty)
        receiver.answerAll()
        #expect(bench.sandbox.webhookLog().records.isEmpty)
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(try only(bench).state == .delivered)
    }

    @Test func `a stop abandons what waits`() throws {
        let receiver = FakeReceiver([.refused])
        let bench = try bench(receiver)
        bench.create(callback: Self.url)
        bench.sandbox.advance(by: .seconds(60))
        let told = Lock<String?>(nil)
        let wait = bench.sandbox.waitForWebhook(try only(bench).id) { end in
            if case .dismissed(let reason) = end { told.withLock { $0 = reason } }
        }
        #expect(wait != nil)
        bench.sandbox.dismissHeld(because: "stop")
        #expect(try only(bench).state == .abandoned)
        #expect(told.withLock { $0 } == "stop")
    }

    @Test func `a strict server refuses a create whose callback may not be called`() throws {
        let bench = try bench(FakeReceiver(refuses: true))
        let refusal = bench.create(callback: Self.url).refusal
        #expect(refusal?.reason == .invalidInput)
        #expect(refusal?.param == "callback")
        #expect(bench.create().job != nil)
    }
}
