import Documents
import HTTPMessages
import Journal
import Testing
import Time

@Suite struct JournalTests {
    private func entry(_ path: String = "/v1", body: [UInt8] = [], headers: Headers = [:]) -> JournalEntry {
        JournalEntry(
            at: .zero, time: Timestamp(unixSeconds: 0), provider: "made-up", step: "create", account: nil,
            model: nil, job: nil,
            request: Shared(Request(method: "POST", path: path, headers: headers, body: body)), fired: [])
    }

    @Test func `entries are numbered from one and kept in order`() {
        var journal = Journal()
        for path in ["/a", "/b", "/c"] { _ = journal.append(entry(path)) }
        #expect(journal.entries().map(\.number) == [1, 2, 3])
        #expect(journal.entries().map(\.request.path) == ["/a", "/b", "/c"])
    }

    @Test func `the oldest go when there are too many, and are counted`() {
        var journal = Journal(bounds: .init(entries: 100, bytes: .max))
        for _ in 0..<1_000 { _ = journal.append(entry()) }
        #expect(journal.count == 100)
        #expect(journal.dropped == 900)
        #expect(journal.entries().first?.number == 901)
        #expect(journal.total == 1_000)
    }

    @Test func `the oldest go when there are too many bytes`() {
        var journal = Journal(bounds: .init(entries: 1_000, bytes: 100_000))
        let dropped = (0..<100).map { _ in
            journal.append(entry(body: Array(repeating: 1, count: 10_000))).dropped?.number
        }
        #expect(journal.count < 10)
        #expect(journal.count + journal.dropped == 100)
        #expect(dropped.compactMap { $0 } == Array(1...journal.dropped))
    }

    @Test func `an entry can be completed later, and one that is gone is left alone`() {
        var journal = Journal(bounds: .init(entries: 2, bytes: .max))
        let numbers = (0..<3).map { _ in journal.append(entry()).number }
        for number in numbers { journal.update(number) { $0.status = 200 } }
        #expect(journal.entries().map(\.status) == [200, 200])
        journal.update(99) { $0.status = 500 }
        #expect(journal.entries().map(\.status) == [200, 200])
    }

    @Test func `no key is ever shown`() {
        var journal = Journal()
        let headers: Headers = [
            "Authorization": "Bearer sk-very-secret", "Cookie": "a=very-secret", "Accept": "text/html",
        ]
        _ = journal.append(entry(headers: headers))
        let text = String(decoding: journal.entries()[0].node.json(), as: UTF8.self)
        #expect(!text.contains("very-secret"))
        #expect(text.contains("Bearer ***"))
        #expect(text.contains("text/html"))
    }
}
