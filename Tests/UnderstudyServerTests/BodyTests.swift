import Basics
import Core
import DialectKit
import Digests
import Documents
import HTTPMessages
import MicroHTTP
import Scenario
import Testing
import Time

@testable import UnderstudyServer

@Suite struct BodyTests {
    private let files: AssetFiles

    init() throws {
        files = AssetFiles(worker: try Worker(name: "media"))
    }

    private func job(_ assets: [Asset]) -> Job {
        Job(
            id: "job", provider: .openRouter, account: "a", created: .zero, plan: Plan(queued: .zero, running: .zero),
            request: Creation(
                model: "m", modality: .image, prompt: "Zoë", assets: assets, price: .zero, unitPrice: .zero,
                quantity: .zero, typical: .still, answer: .whenEnded, charge: .completion),
            price: .zero, base: "http://127.0.0.1", seed: 7)
    }

    private func filled(_ body: Response.Body, _ job: Job, change: AssetDirective? = nil) -> Response? {
        let answer = Lock<Response?>(nil)
        files.fill(Response(status: 200, body: body), of: job, change: change, stream: { _ in PartsBody([]) }) {
            filled in
            answer.withLock { $0 = filled }
        }
        return answer.withLock { $0 }
    }

    private func bytes(_ response: Response?, atMost limit: Int) throws -> [UInt8] {
        guard case .stream(let stream)? = response?.body else { throw Missing() }
        var bytes: [UInt8] = []
        while case .bytes(let piece) = stream.next(atMost: limit) { bytes += piece }
        #expect(stream.length == bytes.count)
        return bytes
    }

    @Test(arguments: [1, 4, 5, 1_000, 65_536])
    func `a file stands in the text as base64, however it is read`(limit: Int) throws {
        let job = job([Asset(format: .png, width: 20, height: 30)])
        let text = try bytes(filled(.parts([.text("<"), .base64(asset: 0), .text(">")]), job), atMost: limit)
        let file = try #require(Base64.decode(String(decoding: text.dropFirst().dropLast(), as: UTF8.self)))
        #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(file == MediaPlan(job, 0)?.make().bytes)
    }

    @Test func `a clamped picture is half as wide and half as high inside an answer too`() throws {
        var change = AssetDirective()
        change.contents.isClamped = true
        let text = try bytes(
            filled(
                .parts([.base64(asset: 0)]), job([Asset(format: .png, width: 20, height: 30)]), change: change),
            atMost: 65_536)
        let file = try #require(Base64.decode(String(decoding: text, as: UTF8.self)))
        // Width and height in the first chunk of a PNG.
        #expect(file[16..<24].elementsEqual([0, 0, 0, 10, 0, 0, 0, 15]))
    }

    @Test func `pictures on the way are other files than the finished one`() throws {
        let job = job([Asset(format: .webp, width: 640, height: 480)])
        #expect(MediaPlan(job, 0) != MediaPlan(job, 0, preview: 0))
        #expect(MediaPlan(job, 0, preview: 1) != MediaPlan(job, 0, preview: 0))
    }

    @Test func `a text file comes in parts that make up the whole`() throws {
        let job = job([Asset(format: .svg, width: 640, height: 480)])
        let parts: [BodyPart] =
            [.text("[\"")] + (0..<3).map { .jsonText(asset: 0, part: $0, of: 3) } + [.text("\"]")]
        let text = try bytes(filled(.parts(parts), job), atMost: 100)
        let whole = try #require(try JSONReader.read(text).root.array?.first?.string)
        #expect(Array(whole.utf8) == MediaPlan(job, 0)?.make().bytes)
        #expect(whole.contains("Zoë"))
    }

    @Test func `a file that the job has not is no answer`() {
        #expect(filled(.parts([.base64(asset: 1)]), job([Asset(format: .png, width: 8, height: 8)])) == nil)
        #expect(filled(.parts([.base64(asset: 0)]), job([Asset(format: .text)])) == nil)
    }

    @Test func `a file that has not been begun when the server stops is answered for`() throws {
        let worker = try Worker(name: "media")
        let files = AssetFiles(worker: worker)
        let answers = Lock<[Int?]>([])
        let job = job([Asset(format: .png, width: 2000, height: 3000)])
        let body = Response.Body.parts([.base64(asset: 0)])
        worker.stop()
        files.fill(Response(status: 200, body: body), of: job, change: nil, stream: { _ in PartsBody([]) }) { filled in
            answers.withLock { $0.append(filled?.status) }
        }
        #expect(answers.withLock { $0 } == [503])
    }

    @Test func `a part can end early`() {
        var reader = PartReader(.bytes(Array("abcdef".utf8)), atMost: 4)
        #expect(reader.next(atMost: 3) == Array("abc".utf8))
        #expect(reader.next(atMost: 3) == Array("d".utf8))
        #expect(reader.next(atMost: 3) == nil)
    }

    @Test func `a part can be cut inside each of its characters`() {
        var reader = PartReader(.bytes(Array("aë, 日b".utf8)), splitsCharacters: true)
        var pieces: [[UInt8]] = []
        while let piece = reader.next(atMost: 100) { pieces.append(piece) }
        #expect(pieces == [[0x61, 0xC3], [0xAB, 0x2C, 0x20, 0xE6], [0x97, 0xA5, 0x62]])
    }

    @Test func `the text of a file is cut inside its characters too`() throws {
        let job = job([Asset(format: .svg, width: 640, height: 480)])
        let part = try #require(files.filled(.jsonText(asset: 0, part: 0, of: 1), of: job, change: nil))
        var reader = PartReader(part, splitsCharacters: true)
        var pieces: [[UInt8]] = []
        while let piece = reader.next(atMost: 65_536) { pieces.append(piece) }
        #expect(pieces.count > 2)
        #expect(pieces.dropLast().allSatisfy { $0.last ?? 0 >= 0xC0 })
        #expect(!pieces.contains { String(validating: $0, as: UTF8.self)?.contains("Zoë") == true })
    }
}

private struct Missing: Error {}

extension MediaFile {
    fileprivate var bytes: [UInt8] { bytes(0..<length) }
}
