import Documents
import HTTPMessages
import Journal
import Testing
import Time

struct DeliveryLogTests {
    private func record(_ id: String, job: String = "job", url: String = "http://127.0.0.1/a") -> DeliveryRecord {
        DeliveryRecord(
            id: id, type: "task.completed", job: job, provider: "unified-tasks", account: "alice", url: url,
            created: .zero, createdTime: Timestamp(unixSeconds: 0), state: .scheduled, faults: ["drill"])
    }

    private func attempt(body: Int = 2) -> DeliveryRecord.Attempt {
        DeliveryRecord.Attempt(
            scheduled: .zero, started: .zero, wallStarted: Timestamp(unixSeconds: 0), headers: ["Content-Type": "a/b"],
            body: [UInt8](repeating: 123, count: body), scheme: "none", keys: [], isForged: false)
    }

    @Test func `the oldest go first, by number and by bytes, and are counted`() {
        var log = DeliveryLog(bounds: .init(records: 3, bytes: 1 << 20))
        for number in 1...3 { #expect(log.append(record("\(number)")) == []) }
        #expect(log.append(record("4")) == ["1"])
        #expect(log.records().map(\.id) == ["2", "3", "4"])
        #expect(log.dropped == 1 && log.total == 4)
        #expect(log["1"] == nil && log["2"] != nil)
        #expect(log.update("2") { $0.begin(attempt(body: 2 << 20)) } == ["2"])
        #expect(log.records().map(\.id) == ["3", "4"])
    }

    @Test func `many pass through, and what is kept is found`() {
        var log = DeliveryLog(bounds: .init(records: 10, bytes: 1 << 20))
        for number in 0..<10_000 { _ = log.append(record("\(number)", job: "job \(number % 3)")) }
        #expect(log.records().map(\.id) == (9_990..<10_000).map { "\($0)" })
        #expect(log["9995"]?.id == "9995")
        #expect(log.latest(ofJob: "job 0")?.id == "9999")
        #expect(log.latest(ofJob: "job 7") == nil)
        #expect(log.dropped == 9_990)
    }

    @Test func `of many attempts the last fifty are kept and all are counted`() {
        var record = record("a")
        for _ in 0..<60 { record.begin(attempt()) }
        #expect(record.attemptCount == 60)
        #expect(record.attempts.map(\.number) == Array(11...60))
    }

    @Test(arguments: [
        ("http://a/b", "http://a/b"), ("http://a/b?token=secret&c", "http://a/b?token=***&***"),
        ("http://user:secret@a/b@c", "http://***@a/b@c"), ("nonsense?secret", "nonsense?***"),
    ])
    func `user names and the values of a query are not shown`(url: String, shown: String) {
        let node = record("a", url: url).node { _ in Timestamp(unixSeconds: 0) }
        #expect(node["url"]?.string == shown)
    }

    @Test func `an export has a row for each attempt, and one for a webhook without any`() {
        var record = record("a")
        let calendar: (Moment) -> Timestamp = { Timestamp(unixSeconds: 0) + ($0 - .zero) }
        #expect(record.rows(calendar).map { $0["outcome"]?.string } == ["scheduled"])
        record.begin(attempt())
        record.begin(attempt())
        record.nextAttempt = .zero + .seconds(5)
        let rows = record.rows(calendar)
        #expect(rows.map { $0["attempt"]?.number?.int } == [1, 2])
        #expect(rows[0]["next_attempt_at"]?.isNull == true)
        #expect(rows[1]["next_attempt_at"]?.string == "1970-01-01T00:00:05.000Z")
        #expect(rows.allSatisfy { $0["event_id"] == "a" && $0["task_id"] == "job" })
    }

    @Test func `inboxes are bounded together, and each counts its own`() {
        var inbox = Inbox()
        func message(_ size: Int = 0) -> InboxMessage {
            InboxMessage(
                at: .zero, time: Timestamp(unixSeconds: 0), method: "POST", query: "", headers: [:],
                body: [UInt8](repeating: 1, count: size), verdict: "unsigned", scheme: nil, key: nil, problem: nil,
                status: 200)
        }
        for _ in 0..<(Inbox.mostMessages + 5) { inbox.append(message(), to: "a") }
        #expect(inbox.messages("a").count == Inbox.mostMessages)
        #expect(inbox.total("a") == Inbox.mostMessages + 5)
        #expect(inbox.messages("a").first?.number == 6)
        inbox.append(message(Inbox.mostBytes), to: "b")
        #expect(inbox.messages("a").isEmpty)
        #expect(inbox.messages("b").count == 1)
        for number in 0..<2_000 where inbox.takes("\(number)") { inbox.append(message(), to: "\(number)") }
        #expect(!inbox.takes("one more") && inbox.takes("a"))
    }
}
