import Core
import Documents
import Engine
import HTTPMessages
import Journal
import Testing
import Time

/// Everything that can go wrong with a webhook on purpose (failures.md §3.9), without a socket.
@Suite struct WebhookFaultTests {
    private static let secret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="
    private static let url = WebhookTests.url

    private struct Drill {
        let bench: Bench
        let receiver: FakeReceiver

        /// The numbers of the jobs in the order in which their webhooks came.
        var order: [String] {
            receiver.got.compactMap { got in
                bench.sandbox.webhookLog { $0.id == got.id }.records.first?.job
            }
        }
    }

    private func drill(
        _ effect: String, when: String = "", answers: [WebhookResult.Outcome] = [.ok], job: String = "running: 60s",
        seed: Int = 7
    ) throws -> Drill {
        let receiver = FakeReceiver(answers)
        let bench = try Bench(
            """
            seed: \(seed)
            rules:
              - { name: slow, on: create, then: { job: { \(job) } } }
              - { name: drill, on: webhook, \(when) then: { webhook: { \(effect) } } }
            """, sender: receiver)
        return Drill(bench: bench, receiver: receiver)
    }

    private func signed(_ effect: String) -> String { "\(effect), secrets: [{ value: \(Self.secret) }]" }

    private func verdict(_ got: FakeReceiver.Got, at moment: Duration = .seconds(60)) -> WebhookVerdict {
        let now = Timestamp(iso8601: "2026-01-01T00:00:00Z")! + moment
        return WebhookVerifier([WebhookSecret(Self.secret)]).verdict(
            headers: got.call.headers, body: got.call.body, now: now.unixSeconds)
    }

    private func run(_ drill: Drill, jobs: Int = 1, _ span: Duration = .seconds(86_400)) -> [String] {
        let ids = (0..<jobs).compactMap {
            drill.bench.create(prompt: "\($0)", callback: Self.url).job?.job.id
        }
        drill.bench.sandbox.advance(by: span)
        return ids
    }

    @Test func `a delay holds the first attempt back`() throws {
        let drill = try drill("delay: 6h")
        _ = run(drill, .seconds(6 * 3_600 + 59))
        #expect(drill.receiver.got.isEmpty)
        drill.bench.sandbox.advance(by: .seconds(1))
        #expect(drill.receiver.got.count == 1)
    }

    @Test func `a duplicate comes so often, each after the one before, under one id`() throws {
        let drill = try drill(signed("duplicate: 3"))
        _ = run(drill)
        #expect(drill.receiver.got.count == 3)
        #expect(Set(drill.receiver.got.map(\.id)).count == 1)
        #expect(drill.bench.sandbox.webhookLog().records.map(\.attemptCount) == [3])
    }

    @Test func `a flood is so many at once, each with an id of its own`() throws {
        let drill = try drill(signed("burst: 200"))
        _ = run(drill)
        #expect(drill.receiver.got.count == 200)
        #expect(Set(drill.receiver.got.map(\.id)).count == 200)
        #expect(Set(drill.receiver.got.map(\.body)).count == 1)
    }

    @Test func `a dropped one never comes, and the log says why`() throws {
        let drill = try drill("drop: true")
        _ = run(drill)
        #expect(drill.receiver.got.isEmpty)
        #expect(drill.bench.sandbox.webhookLog().records.map(\.state) == [.droppedByScenario])
    }

    @Test func `one of a series can be lost`() throws {
        let drill = try drill(signed("drop: { event: 2 }"))
        let ids = run(drill, jobs: 4)
        #expect(drill.order.sorted() == [ids[0], ids[2], ids[3]].sorted())
        let states = drill.bench.sandbox.webhookLog().records.map(\.state)
        #expect(states.filter { $0 == .droppedByScenario }.count == 1)
        #expect(states[1] == .droppedByScenario)
    }

    @Test func `counts and order are the same, a hundred times of a hundred`() throws {
        func run() throws -> [String] {
            let drill = try drill(signed("reorder: true"))
            for number in 0..<6 {
                drill.bench.create(prompt: "\(number)", callback: Self.url)
                drill.bench.sandbox.advance(by: .seconds(1))
            }
            drill.bench.sandbox.advance(by: .seconds(3_600))
            return drill.order
        }
        let first = try run()
        let ids = try created(6)
        #expect(first == [ids[1], ids[0], ids[3], ids[2], ids[5], ids[4]])
        for _ in 0..<100 { #expect(try run() == first) }
    }

    private func created(_ count: Int) throws -> [String] {
        let bench = try Bench("seed: 7")
        return (0..<count).compactMap { bench.create(prompt: "\($0)", callback: Self.url).job?.job.id }
    }

    @Test func `one that waits for the next comes alone after a minute`() throws {
        let drill = try drill("reorder: true")
        _ = run(drill, .seconds(119))
        #expect(drill.receiver.got.isEmpty)
        drill.bench.sandbox.advance(by: .seconds(1))
        #expect(drill.receiver.got.count == 1)
    }

    @Test func `it can come before the create is answered, and the job has ended then`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(
            """
            rules:
              - { name: slow, on: create, then: { job: { running: 60s } } }
              - { name: drill, on: webhook, then: { webhook: { before_response: true } } }
            """, sender: receiver)
        let caller = bench.create(callback: Self.url)
        #expect(receiver.got.count == 1)
        #expect(receiver.got[0].body.contains(#""state":"completed""#))
        #expect(caller.isHeld)
        receiver.answerAll()
        let id = try #require(caller.job?.job.id)
        #expect(bench.poll(id).job?.state == .completed)
        #expect(receiver.got.count == 1)
    }

    @Test func `a move of the clock that a create sets off waits for the webhook before its answer`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(
            "rules: [{ name: drill, on: webhook, then: { webhook: { before_response: true } } }]", sender: receiver)
        _ = bench.sandbox.waitUntilHeld(1) { [sandbox = bench.sandbox] _ in sandbox.advance(by: .seconds(3_600)) }
        bench.create(callback: Self.url)
        #expect(receiver.got.count == 1)
        #expect(bench.sandbox.now == .zero, "the clock stands while the webhook is in flight")
        receiver.answerAll()
        #expect(bench.sandbox.now == .zero + .seconds(3_600))
    }

    @Test func `each that is put aside waits its own time`() throws {
        let drill = try drill(signed("reorder: true"), job: "running: 0")
        func create(_ prompt: String) { drill.bench.create(prompt: prompt, callback: Self.url) }
        create("a")
        drill.bench.sandbox.advance(by: .seconds(10))
        create("b")
        drill.bench.sandbox.advance(by: .seconds(40))
        #expect(drill.receiver.got.count == 2)
        create("c")
        drill.bench.sandbox.advance(by: .seconds(30))
        #expect(drill.receiver.got.count == 2, "the time of the first is over, not that of the third")
        drill.bench.sandbox.advance(by: .seconds(30))
        #expect(drill.receiver.got.count == 3)
    }

    @Test func `one that is put aside cannot be sent again`() throws {
        let drill = try drill(signed("reorder: true"), job: "running: 0")
        drill.bench.create(callback: Self.url)
        drill.bench.sandbox.advance(by: .seconds(1))
        let id = try #require(drill.bench.sandbox.webhookLog().records.first?.id)
        #expect(drill.bench.sandbox.redeliver(id) == .underWay)
    }

    @Test func `a create is answered even if nobody takes what comes before it`() throws {
        let drill = try drill("before_response: true", answers: [.refused])
        let caller = drill.bench.create(callback: Self.url)
        #expect(caller.job != nil)
        drill.bench.sandbox.advance(by: .seconds(3_600))
        #expect(drill.receiver.got.count == 3)
    }

    @Test func `a webhook can be ahead of the poll`() throws {
        let drill = try drill("ahead_of_poll: 2s")
        let ids = run(drill, .seconds(60))
        #expect(drill.receiver.got.count == 1)
        #expect(drill.receiver.got[0].body.contains(#""state":"completed""#))
        #expect(drill.bench.poll(ids[0]).job?.state == .running)
        drill.bench.sandbox.advance(by: .seconds(2))
        #expect(drill.bench.poll(ids[0]).job?.state == .completed)
    }

    @Test func `a webhook can be behind the poll`() throws {
        let drill = try drill("behind_poll: 2s")
        let ids = run(drill, .seconds(60))
        #expect(drill.receiver.got.isEmpty)
        #expect(drill.bench.poll(ids[0]).job?.state == .completed)
        drill.bench.sandbox.advance(by: .seconds(2))
        #expect(drill.receiver.got.count == 1)
    }

    @Test(arguments: ["invalid", "absent", "stale"])
    func `a forged signature is refused by a careful receiver, and marked in the log`(manner: String) throws {
        let drill = try drill(signed("signature: \(manner)"))
        _ = run(drill)
        guard case .refused = verdict(drill.receiver.got[0]) else {
            Issue.record("\(verdict(drill.receiver.got[0]))")
            return
        }
        #expect(drill.bench.sandbox.webhookLog().records[0].attempts[0].isForged)
    }

    @Test func `a stale signature is the same on each attempt`() throws {
        let drill = try drill(signed("signature: stale"), answers: [.answered(500)])
        _ = run(drill)
        #expect(drill.receiver.got.count == 3)
        #expect(Set(drill.receiver.got.compactMap { $0.call.headers["webhook-signature"] }).count == 1)
    }

    @Test func `a rotated signature has several, and is genuine`() throws {
        let drill = try drill(signed("signature: rotated"))
        _ = run(drill)
        let list = try #require(drill.receiver.got[0].call.headers["webhook-signature"])
        #expect(list.split(separator: " ").count == 3)
        guard case .genuine = verdict(drill.receiver.got[0]) else {
            Issue.record("\(verdict(drill.receiver.got[0]))")
            return
        }
    }

    @Test(arguments: [("-600s", false), ("600s", false), ("-100s", true), ("0", true)])
    func `the signed time can be moved`(skew: String, isGenuine: Bool) throws {
        let drill = try drill(signed("timestamp_skew: \(skew)"))
        _ = run(drill)
        let found = if case .genuine = verdict(drill.receiver.got[0]) { true } else { false }
        #expect(found == isGenuine)
    }

    @Test func `an empty or truncated body is what is signed`() throws {
        for (body, count) in [("empty", 0), ("truncated", 34)] {
            let drill = try drill(signed("body: \(body)"))
            _ = run(drill)
            let got = drill.receiver.got[0]
            #expect(got.call.body.count == count)
            #expect(got.call.headers["content-length"] == "\(count)")
            guard case .genuine = verdict(got) else {
                Issue.record("\(verdict(got))")
                return
            }
        }
    }

    @Test(arguments: [
        ("compact", #"{"id":"ID","state":"completed","note":"café/☕"}"#),
        ("spaced", #"{"id": "ID", "state": "completed", "note": "café/☕"}"#),
        ("unicode_escaped", #"{"id":"ID","state":"completed","note":"caf\u00e9\/\u2615"}"#),
        ("key_order", #"{"note":"café/☕","state":"completed","id":"ID"}"#),
    ])
    func `the body can be written in odd but legal ways, and its bytes are what is signed`(
        style: String, body: String
    ) throws {
        let drill = try drill(signed("body_style: \(style)"))
        let ids = run(drill)
        let got = drill.receiver.got[0]
        #expect(got.body == body.replacing("ID", with: ids[0]))
        guard case .genuine = verdict(got) else {
            Issue.record("\(verdict(got))")
            return
        }
    }

    @Test func `fields and headers can be added, changed and removed`() throws {
        let drill = try drill(
            """
            patch: { headers: { Content-Type: text/plain, X-New: a, Accept: null }, body: { state: archived, note: null, more: { a: 1 } } }
            """)
        let ids = run(drill)
        let got = drill.receiver.got[0]
        #expect(got.body == #"{"id":"\#(ids[0])","state":"archived","more":{"a":1}}"#)
        #expect(got.call.headers.all("content-type") == ["text/plain"])
        #expect(got.call.headers["x-new"] == "a")
        #expect(got.call.headers["accept"] == nil)
    }

    @Test func `a webhook can have null and any text where a merge patch removes or wants JSON`() throws {
        let drill = try drill("patch: { explicit_null: note, explicit_text: { state: NaN } }")
        let ids = run(drill)
        #expect(drill.receiver.got[0].body == #"{"id":"\#(ids[0])","state":NaN,"note":null}"#)
    }

    @Test func `a rule can look at what is sent, and acts as often as it says`() throws {
        let drill = try drill("drop: true", when: "match: { body.state: completed }, when: { times: 1 },")
        _ = run(drill, jobs: 3)
        #expect(drill.receiver.got.count == 2)
    }

    @Test func `a receiver gets as long as the rule says`() throws {
        let drill = try drill("timeout: 1250ms")
        _ = run(drill)
        #expect(drill.receiver.got[0].call.timeout == .milliseconds(1_250))
    }

    @Test(arguments: [
        "scheme: standard, secrets: [{ value: 'no base64' }]", "scheme: none, secrets: [{ value: a }]",
        "secrets: [{ env: NOT_GIVEN }]", "secrets: [{ file: secret.txt }]", "before_response: true, delay: 1s",
        "ahead_of_poll: 1s, behind_poll: 1s", "timeout: 0", "patch: { headers: { Host: a } }", "duplicate: 1",
        "drop: { events: 2 }", "scheme: standard_webhooks", "retries: []",
    ])
    func `what cannot be is refused at load`(effect: String) throws {
        #expect(throws: (any Error).self) { try drill(effect) }
    }
}
