import Documents
import HTTPMessages
import Testing
import Time

@testable import Journal

/// What an entry tells for a judgement of the client.
@Suite struct EvidenceTests {
    private func create(
        _ making: EntryEvidence.Making = .committed, job: String? = "job-1", phantom: Bool = false,
        headers: Headers = [:], answer: AnswerDraft? = AnswerDraft(status: 200, at: .zero)
    ) -> EntryDraft {
        EntryDraft(
            at: .zero, time: Timestamp(unixSeconds: 0), provider: "getimg", step: "create", account: "mine", model: nil,
            job: job, phase: "storm",
            evidence: EntryEvidence(
                fingerprint: 0xAB, attempt: 2, making: making, isCreate: true, tellsOfPhantom: phantom, price: 80_000,
                came: 5_000_000, connection: ConnectionPlace(number: 7, ordinal: 3)),
            request: Request(method: "POST", path: "/", headers: headers), answer: answer)
    }

    private func shown(_ entry: JournalEntry?) -> String {
        entry.map { String(decoding: $0.node.json(), as: UTF8.self) } ?? ""
    }

    @Test func `an entry tells its fingerprint, its attempt, its connection and its price`() {
        var journal = Journal()
        let ticket = journal.append(create())
        journal.end(ticket, .completed, bytesSent: 9, left: 7_900_000, arrivedWhole: true)
        let text = shown(journal[1])
        for part in [
            #""real_ms":5"#, #""real_end_ms":7"#, #""held_ms":0"#, #""phase":"storm""#, #""connection":7"#,
            #""request_on_connection":3"#, #""fingerprint":"00000000000000ab""#, #""attempt":2"#, #""sdk_retry":null"#,
            #""committed":true"#, #""replayed":false"#, #""price":0.08"#, #""charged":null"#, #""arrived_whole":true"#,
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test(arguments: [
        ("x-stainless-retry-count", "2", 2 as Int?), ("X-Stainless-Retry-Count", "0", 0), ("X-Retry-Count", "1", 1),
        ("x-stainless-retry-count", "many", nil), ("x-stainless-retry-count", "-1", nil), ("x-other", "1", nil),
    ])
    func `what a client's library counts its repetitions in is told`(name: String, value: String, told: Int?) {
        var journal = Journal()
        _ = journal.append(create(headers: [name: value]))
        #expect(journal[1]?.sdkRetry == told)
    }

    @Test func `what was paid is filled in once, and a create without a new job costs nothing`() throws {
        var journal = Journal()
        _ = journal.append(create())
        _ = journal.append(create(.nothing, job: nil))
        _ = journal.append(create(.replayed))
        _ = journal.append(create(.nothing, job: nil, answer: nil))
        #expect(journal.entries.map(\.charged) == [nil, 0, 0, nil])
        let awaited = journal.awaitedPayments
        #expect(awaited.map(\.job) == ["job-1"])
        journal.charge([Journal.Payment(try #require(awaited.first).ticket, 80_000)])
        #expect(journal[1]?.charged == 80_000)
        #expect(journal.awaitedPayments.isEmpty)
    }

    @Test func `a job that is told of and is none is not shown, until it comes into being`() {
        var journal = Journal()
        let ticket = journal.append(create(.nothing, phantom: true))
        #expect(journal[1]?.job == nil)
        #expect(shown(journal[1]).contains(#""committed":false"#))
        journal.commit(ticket)
        #expect(journal[1]?.job == "job-1")
        #expect(journal.awaitedPayments.count == 1)
    }

    @Test func `nobody is asked for what was paid for entries that are gone`() {
        var journal = Journal(bounds: .init(entries: 10, bytes: .max))
        for _ in 0..<100 { _ = journal.append(create()) }
        #expect(journal.awaitedPayments.count == 10)
        journal.removeAll()
        #expect(journal.awaitedPayments.isEmpty)
    }

    @Test func `a journal is trimmed from its oldest entry on, and counts what it drops`() {
        var journal = Journal()
        for _ in 0..<100 { _ = journal.append(create()) }
        let each = journal.byteCount / 100
        journal.trim(toBytes: 10 * each)
        #expect(journal.count == 10 && journal.dropped == 90 && journal.total == 100)
        #expect(journal.entries.map(\.number) == Array(91...100))
        journal.trim(toBytes: 0)
        #expect(journal.count == 0 && journal.byteCount == 0 && journal.dropped == 100)
        _ = journal.append(create())
        #expect(journal.entries.map(\.number) == [101])
    }

    @Test
    func `rules and reasons are weighed, and an answer that comes late weighs what it would have weighed at once`() {
        let firing = JournalEntry.Firing(rule: "r", aspect: "latency")
        let (late, bare) = (LateFacts(fired: [firing], evidence: EntryEvidence(why: "because")), LateFacts())
        func weight(_ facts: LateFacts) -> Int {
            var journal = Journal()
            let ticket = journal.append(create(.nothing, answer: nil))
            journal.answer(ticket, AnswerDraft(status: 200, at: .zero), facts)
            return journal.byteCount
        }
        #expect(weight(late) == weight(bare) + MemoryLayout<JournalEntry.Firing>.stride + "because".utf8.count)
        var journal = Journal()
        _ = journal.append(create(.nothing))
        #expect(weight(bare) == journal.byteCount)
    }

    @Test func `an answer that comes late brings with it all that is known by then`() {
        var journal = Journal()
        let ticket = journal.append(create(.nothing, answer: nil))
        journal.answer(
            ticket, AnswerDraft(status: 200, at: Moment(nanoseconds: 3_000_000)),
            LateFacts(delay: .milliseconds(2), evidence: EntryEvidence(attempt: 4, making: .committed, isCreate: true)))
        let text = shown(journal[1])
        for part in [#""held_ms":3"#, #""after_ms":5"#, #""attempt":4"#, #""committed":true"#] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(journal.awaitedPayments.count == 1)
    }
}
