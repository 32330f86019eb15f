import Documents
import HTTPMessages
import Journal
import Testing
import Time

@Suite struct JournalTests {
    private func entry(
        _ path: String = "/v1", body: [UInt8] = [], headers: Headers = [:], model: String? = nil,
        job: String? = nil, limit: Int = .max, answer: AnswerDraft? = nil
    ) -> EntryDraft {
        EntryDraft(
            at: .zero, time: Timestamp(unixSeconds: 0), provider: "made-up", step: "create", account: nil, model: model,
            job: job, request: Request(method: "POST", path: path, query: "a=1", headers: headers, body: body),
            bodyLimit: limit, answer: answer)
    }

    @Test func `entries are numbered from one and kept in order`() {
        var journal = Journal()
        for path in ["/a", "/b", "/c"] { _ = journal.append(entry(path)) }
        #expect(journal.entries.map(\.number) == [1, 2, 3])
        #expect(journal.entries.map(\.request.path) == ["/a", "/b", "/c"])
    }

    @Test func `the oldest go when there are too many, and are counted`() {
        var journal = Journal(bounds: .init(entries: 100, bytes: .max))
        for _ in 0..<1_000 { _ = journal.append(entry()) }
        #expect(journal.count == 100)
        #expect(journal.dropped == 900)
        #expect(journal.entries.first?.number == 901)
        #expect(journal.total == 1_000)
    }

    @Test func `the oldest go when there are too many bytes`() {
        var journal = Journal(bounds: .init(entries: 1_000, bytes: 100_000))
        for _ in 0..<100 { _ = journal.append(entry(body: Array(repeating: 1, count: 10_000))) }
        #expect(journal.count < 10)
        #expect(journal.count + journal.dropped == 100)
        #expect(journal.entries.map(\.number) == Array(journal.dropped + 1...100))
    }

    @Test func `an entry is told as it was entered, whatever came after it`() throws {
        var journal = Journal(bounds: .init(entries: 5_000, bytes: .max))
        let headers: Headers = ["Host": "example", "X-Empty": "", "Accept": "*/*"]
        for number in 1...5_000 {
            let answer = AnswerDraft(
                job: number.isMultiple(of: 2) ? "answered-\(number)" : nil, status: 201,
                headers: ["Retry-After": "\(number)"],
                body: Array("{\(number)}".utf8), at: Moment(nanoseconds: Int64(number)))
            _ = journal.append(
                entry(
                    "/\(number)", body: Array(repeating: 7, count: number), headers: headers, job: "asked",
                    answer: answer))
        }
        for number in [1, 2, 255, 4_096, 5_000] {
            let entry = try #require(journal[number])
            #expect(entry.number == number)
            #expect(entry.request.method == "POST")
            #expect(entry.request.path == "/\(number)")
            #expect(entry.request.query == "a=1")
            #expect(entry.request.headers == headers)
            #expect(entry.request.bytes == Array(repeating: 7, count: number))
            #expect(entry.job == (number.isMultiple(of: 2) ? "answered-\(number)" : "asked"))
            #expect(entry.status == 201)
            #expect(entry.responseHeaders == ["Retry-After": "\(number)"])
            #expect(entry.responseBody == Array("{\(number)}".utf8))
            #expect(entry.answered == Moment(nanoseconds: Int64(number)))
        }
        #expect(journal[0] == nil)
        #expect(journal[5_001] == nil)
    }

    @Test func `of a long body the beginning is kept`() {
        var journal = Journal()
        _ = journal.append(entry(body: [1, 2, 3, 4], limit: 3))
        #expect(journal[1]?.request.bytes == [1, 2, 3])
    }

    @Test func `an entry can be answered later and ends once, and one that is gone is left alone`() {
        var journal = Journal(bounds: .init(entries: 2, bytes: .max))
        let tickets = (0..<3).map { _ in journal.append(entry(job: "asked")) }
        #expect(journal.entries.map(\.status) == [0, 0])
        #expect(journal.entries.map(\.answered) == [nil, nil])
        for ticket in tickets { journal.answer(ticket, AnswerDraft(status: 200, at: .zero)) }
        journal.end(tickets[2], .clientGone, bytesSent: 5)
        #expect(journal.entries.map(\.status) == [200, 200])
        #expect(journal.entries.map(\.job) == ["asked", "asked"])
        #expect(journal.entries.map(\.end) == [nil, .clientGone])
        #expect(journal.entries.map(\.bytesSent) == [0, 5])
        journal.answer(tickets[2], AnswerDraft(status: 500, at: .zero))
        #expect(journal.entries.map(\.status) == [200, 200])
    }

    @Test func `an emptied journal counts from one again, and what comes late from before is nobody's`() {
        var journal = Journal()
        let before = journal.append(entry("/before"))
        journal.removeAll()
        #expect(journal.count == 0 && journal.total == 0)
        let after = journal.append(entry("/after"))
        #expect(after.number == 1 && before.number == 1)
        journal.answer(before, AnswerDraft(status: 503, at: .zero))
        journal.end(before, .clientGone, bytesSent: 9)
        #expect(journal.outline(before) == nil)
        #expect(journal[1]?.status == 0 && journal[1]?.end == nil)
        journal.answer(after, AnswerDraft(status: 200, at: .zero))
        #expect(journal.outline(after)?.path == "/after")
        #expect(journal.outline(after)?.status == 200)
    }

    @Test func `the name of a model is weighed, and so is an answer that comes late`() {
        var journal = Journal(bounds: .init(entries: 1_000, bytes: 100_000))
        for _ in 0..<100 { _ = journal.append(entry(model: String(repeating: "m", count: 20_000))) }
        #expect(journal.count < 5)
        journal.removeAll()
        let tickets = (0..<100).map { _ in journal.append(entry()) }
        let body = [UInt8](repeating: 1, count: 20_000)
        for ticket in tickets { journal.answer(ticket, AnswerDraft(status: 200, body: body, at: .zero)) }
        #expect(journal.count < 5 && journal.count + journal.dropped == 100)
        #expect(journal.entries.last?.responseBody == body)
        journal.answer(
            tickets[99], AnswerDraft(status: 200, body: [UInt8](repeating: 1, count: 200_000), at: .zero))
        #expect(journal.entries.last?.number == 100)
    }

    @Test func `texts of any bytes and of any length are told as they came`() {
        var journal = Journal(bounds: .init(entries: 2, bytes: .max))
        let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        _ = journal.append(entry("/small"))
        _ = journal.append(entry("/größe/😀", body: [0xFF, 0x00, 0xC3], job: "jöb"))
        _ = journal.append(entry("/large", body: large, answer: AnswerDraft(status: 200, body: large, at: .zero)))
        #expect(journal[2]?.request.path == "/größe/😀" && journal[2]?.job == "jöb")
        #expect(journal[2]?.request.bytes == [0xFF, 0x00, 0xC3])
        #expect(journal[3]?.request.bytes == large && journal[3]?.responseBody == large)
        for _ in 0..<2 { _ = journal.append(entry("/small")) }
        #expect(journal.entries.map(\.request.path) == ["/small", "/small"])
    }

    @Test func `a crowd that waits while others come and go is told in full`() {
        var journal = Journal(bounds: .init(entries: 1_000, bytes: .max))
        let body = [UInt8](repeating: 9, count: 3_000)
        var tickets: [Journal.Ticket] = []
        for number in 1...4_000 {
            tickets.append(journal.append(entry("/\(number)", body: body)))
            // Answers come late, so their texts lie far from those of their requests.
            if number > 500 {
                journal.answer(
                    tickets[number - 501], AnswerDraft(status: 200, headers: ["N": "\(number - 500)"], at: .zero))
            }
        }
        let entries = journal.entries
        #expect(entries.map(\.number) == Array(3_001...4_000))
        #expect(entries.map(\.request.path) == (3_001...4_000).map { "/\($0)" })
        #expect(entries.map { $0.responseHeaders["N"] } == (3_001...4_000).map { $0 <= 3_500 ? "\($0)" : nil })
    }

    @Test func `entries are told by their numbers and by what there is to tell of them`() {
        var journal = Journal(bounds: .init(entries: 10, bytes: .max))
        for number in 1...20 {
            let answer = AnswerDraft(
                job: number.isMultiple(of: 4) ? "answered" : nil, status: number.isMultiple(of: 2) ? 200 : 429,
                at: .zero)
            _ = journal.append(entry("/\(number)", job: "asked", answer: answer))
        }
        #expect(journal.lines.map(\.number) == Array(11...20))
        #expect(journal.lines.suffix(2).map(\.whole.request.path) == ["/19", "/20"])
        #expect(journal.lines.filter { $0.status == 200 }.map(\.number) == [12, 14, 16, 18, 20])
        #expect(journal.lines.filter { $0.job == "answered" }.map(\.number) == [12, 16, 20])
        #expect(journal.lines.count { $0.job == "asked" && $0.provider == "made-up" } == 7)
        #expect(!journal.lines.contains { $0.step == "poll" || $0.isHeld })
    }

    @Test func `an emptied journal goes on counting where it was`() {
        var journal = Journal(bounds: .init(entries: 2, bytes: .max))
        let tickets = (1...3).map { journal.append(entry("/\($0)")) }
        #expect(journal.lines.map(\.isHeld) == [true, true])
        #expect((journal.total, journal.dropped) == (3, 1))
        journal.empty()
        #expect((journal.total, journal.dropped, journal.count, journal.next) == (0, 0, 0, 4))
        journal.answer(tickets[2], AnswerDraft(status: 200, at: .zero))
        journal.end(tickets[2], .completed, bytesSent: 1)
        #expect(journal.lines.isEmpty)
        _ = journal.append(entry("/4"))
        #expect(journal.entries.map(\.number) == [4])
        #expect(journal.total == 1)
    }

    @Test func `a copy tells what was there when it was made`() {
        var journal = Journal(bounds: .init(entries: 2, bytes: .max))
        _ = journal.append(entry("/a"))
        let copy = journal
        for path in ["/b", "/c", "/d"] { _ = journal.append(entry(path)) }
        #expect(copy.entries.map(\.request.path) == ["/a"])
        #expect(journal.entries.map(\.request.path) == ["/c", "/d"])
    }

    @Test func `no key is ever shown`() {
        var journal = Journal()
        let headers: Headers = [
            "Authorization": "Bearer sk-very-secret", "Cookie": "a=very-secret", "Accept": "text/html",
        ]
        _ = journal.append(entry(headers: headers))
        let text = String(decoding: journal.entries[0].node.json(), as: UTF8.self)
        #expect(!text.contains("very-secret"))
        #expect(text.contains("Bearer ***"))
        #expect(text.contains("text/html"))
    }
}
