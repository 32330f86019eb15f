import Core
import DialectKit
import Digests
import Documents
import Testing

@testable import Engine

@Suite struct UploadTests {
    private func file(_ id: String, _ length: Int) -> UploadedFile {
        UploadedFile(
            id: id, account: "a", contentType: "image/png", ending: "png", length: length, digest: "d",
            content: .bytes([UInt8](repeating: 1, count: length)))
    }

    @Test func `when bytes are too many the oldest files lose theirs and are still known`() {
        var store = UploadStore(mostBytes: 10, mostFiles: 10)
        for id in ["one", "two", "three"] { store.keep(file(id, 4)) }
        #expect(store["one"]?.content == .evicted)
        #expect(store["one"]?.length == 4)
        #expect(store["two"]?.content != .evicted && store["three"]?.content != .evicted)
        #expect(store.bytes == 8)
        #expect(store.evicted == 1)
    }

    @Test func `a file that is too large alone takes no other's place`() {
        var store = UploadStore(mostBytes: 10, mostFiles: 10)
        store.keep(file("small", 4))
        store.keep(file("large", 11))
        #expect(store["large"]?.content == .evicted)
        #expect(store["small"]?.content != .evicted)
        #expect(store.bytes == 4)
    }

    @Test func `too many files forget the oldest, and its bytes with it`() {
        var store = UploadStore(mostBytes: 1_000_000, mostFiles: 2)
        for number in 0..<5_000 { store.keep(file("\(number)", 4)) }
        #expect(store.count == 2)
        #expect(store.bytes == 8)
        #expect(store.forgotten == 4_998)
        #expect(store["4999"] != nil && store["4998"] != nil && store["4997"] == nil)
    }

    @Test func `files without bytes neither hold nor free any`() {
        var store = UploadStore(mostBytes: 10, mostFiles: 10)
        var elsewhere = file("address", 0)
        elsewhere.content = .elsewhere("https://example.com/a.png")
        store.keep(elsewhere)
        for id in ["one", "two", "three"] { store.keep(file(id, 4)) }
        #expect(store["address"]?.content == .elsewhere("https://example.com/a.png"))
        #expect(store.bytes == 8)
    }

    @Test func `an upload comes back by its id, and the same upload again is another file`() throws {
        let bench = try Bench()
        let first = try #require(bench.upload("a kite").upload)
        let second = try #require(bench.upload("a kite").upload)
        #expect(first.id != second.id)
        #expect(first.digest == Hex.encode(SHA256.hash(Array("a kite".utf8))))
        #expect(bench.uploaded(first.id).upload == first)
        #expect(bench.uploaded("nobody's").refusal?.reason == .notFound)
        bench.sandbox.reset()
        #expect(bench.uploaded(first.id).refusal?.reason == .notFound)
    }

    @Test func `the same requests give the same ids in another run`() throws {
        #expect(try Bench().upload("a kite").upload?.id == Bench().upload("a kite").upload?.id)
    }

    @Test func `a job fails when the film it was given does not fit, unless a rule says how it ends`() throws {
        let long = try Bench()
        let id = try #require(long.upload("a kite").upload?.id)
        let limit = SourceLimit(file: id, mostBytes: 5, message: "too long")
        #expect(long.create(sources: [limit]).job?.failure == Creation.Failure(.generationFailed, message: "too long"))
        #expect(long.create(sources: [SourceLimit(file: id, mostBytes: 6, message: "")]).job?.state == .completed)
        #expect(long.create(sources: [SourceLimit(file: "?", mostBytes: 6, message: "")]).job?.state == .completed)
        let ruled = try Bench("rules: [{ name: r, on: create, then: { job: { outcome: completed } } }]")
        let ruledID = try #require(ruled.upload("a kite").upload?.id)
        #expect(ruled.create(sources: [SourceLimit(file: ruledID, mostBytes: 5, message: "")]).job?.state == .completed)
    }

    @Test(arguments: [(2.9, false), (3, true), (10, true), (10.1, false)])
    func `the bounds of a film's length are inclusive`(seconds: Double, fits: Bool) {
        var film = file("film", 4)
        film.facts.seconds = seconds
        #expect(SourceLimit(file: "film", leastSeconds: 3, mostSeconds: 10, message: "").allows(film) == fits)
    }
}

extension Bench {
    fileprivate func upload(_ text: String) -> Caller {
        let upload = Upload(.bytes(Array(text.utf8)), contentType: "image/png", ending: "png")
        return visit(ParsedRequest(step: .upload, credential: .key("any-1"), operation: .upload(upload)), body: text)
    }

    fileprivate func uploaded(_ id: String) -> Caller {
        visit(ParsedRequest(step: .download, credential: .notNeeded, operation: .uploaded(id)), body: "")
    }
}

extension Bench.Caller {
    fileprivate var upload: UploadedFile? {
        switch answer.withLock({ $0?.outcome }) {
        case .reply(.upload(let file)), .reply(.uploaded(let file)): file
        default: nil
        }
    }
}
