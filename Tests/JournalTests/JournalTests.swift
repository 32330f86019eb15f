import Documents
import HTTPMessages
import Journal
import Testing
import Time

@Suite struct JournalTests {
    private func entry(
        _ path: String = "/v1", body: [UInt8] = [], headers: Headers = [:], job: String? = nil, limit: Int = .max,
        answer: AnswerDraft? = nil
    ) -> EntryDraft {
        EntryDraft(
            at: .zero, time: Timestamp(unixSeconds: 0), provider: "made-up", step: "create", account: nil, model: nil,
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
        let numbers = (0..<3).map { _ in journal.append(entry(job: "asked")) }
        #expect(journal.entries.map(\.status) == [0, 0])
        #expect(journal.entries.map(\.answered) == [nil, nil])
        for number in numbers { journal.answer(number, AnswerDraft(status: 200, at: .zero)) }
        journal.end(3, .clientGone, bytesSent: 5)
        #expect(journal.entries.map(\.status) == [200, 200])
        #expect(journal.entries.map(\.job) == ["asked", "asked"])
        #expect(journal.entries.map(\.end) == [nil, .clientGone])
        #expect(journal.entries.map(\.bytesSent) == [0, 5])
        journal.answer(99, AnswerDraft(status: 500, at: .zero))
        journal.answer(3, AnswerDraft(status: 500, at: .zero))
        #expect(journal.entries.map(\.status) == [200, 200])
    }

    @Test func `a crowd that waits while others come and go is told in full`() {
        var journal = Journal(bounds: .init(entries: 1_000, bytes: .max))
        let body = [UInt8](repeating: 9, count: 3_000)
        for number in 1...4_000 {
            _ = journal.append(entry("/\(number)", body: body))
            // Answers come late, so their texts lie far from those of their requests.
            if number > 500 {
                journal.answer(number - 500, AnswerDraft(status: 200, headers: ["N": "\(number - 500)"], at: .zero))
            }
        }
        let entries = journal.entries
        #expect(entries.map(\.number) == Array(3_001...4_000))
        #expect(entries.map(\.request.path) == (3_001...4_000).map { "/\($0)" })
        #expect(entries.map { $0.responseHeaders["N"] } == (3_001...4_000).map { $0 <= 3_500 ? "\($0)" : nil })
    }

    @Test func `entries are found after a number and by what they tell, and counted beyond the limit`() {
        var journal = Journal(bounds: .init(entries: 10, bytes: .max))
        for number in 1...20 {
            let answer = AnswerDraft(
                job: number.isMultiple(of: 4) ? "answered" : nil, status: number.isMultiple(of: 2) ? 200 : 429,
                at: .zero)
            _ = journal.append(entry("/\(number)", job: "asked", answer: answer))
        }
        #expect(journal.find(after: 15).entries.map(\.number) == [16, 17, 18, 19, 20])
        #expect(journal.find(after: 20).matching == 0)
        #expect(journal.find(after: .max).matching == 0)
        let few = journal.find(limit: 2) { $0.status == 200 }
        #expect(few.entries.map(\.number) == [12, 14])
        #expect(few.matching == 5)
        #expect(journal.find { $0.job == "answered" }.entries.map(\.number) == [12, 16, 20])
        #expect(journal.find { $0.job == "asked" && $0.provider == "made-up" }.matching == 7)
        #expect(journal.find { $0.step == "poll" }.matching == 0)
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
