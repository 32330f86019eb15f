import Digests
import Foundation
import HTTPMessages
import Testing

@testable import Scenario

/// What the bytes of a body go through on their way out.
@Suite struct BodyFilterTests {
    private let good = Array(#"{"id":"gen_1","name":"Zoë 🚤"}"#.utf8)

    private func body(_ then: String) throws -> [UInt8] {
        var play = try Play(rules: "- { name: r, on: create, then: \(then) }")
        let response = Response(status: 200, headers: ["Content-Type": "application/json"], body: good)
        let delivery = play.decide(subject()).delivery(of: response)
        guard case .bytes(let bytes) = delivery.response.body else { return [] }
        return bytes
    }

    /// What `gzip` makes of them, and whether it is content.
    private func unpacked(_ bytes: [UInt8]) throws -> (bytes: [UInt8], isWhole: Bool) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).gz")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // It lies among other temporary files.
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return ([UInt8](data), process.terminationStatus == 0)
    }

    @Test func `a gzip is what the body was`() throws {
        let seen = try unpacked(body("{ compress: { encoding: gzip } }"))
        #expect(seen.isWhole && seen.bytes == good)
    }

    @Test func `a gzip that is cut off is not whole`() throws {
        let whole = try body("{ compress: { encoding: gzip } }")
        for length in [0, 9, 20, whole.count - 1] {
            let cut = try body("{ compress: { encoding: gzip, truncate: \(length) } }")
            #expect(cut == Array(whole.prefix(length)))
            #expect(try !unpacked(cut).isWhole)
        }
        #expect(try body("{ compress: { encoding: gzip, truncate: \(whole.count) } }") == whole)
    }

    @Test(arguments: [1, 36, 100, 294, 295, 1_000_000])
    func `a bomb unpacks to the good body and white space behind it`(size: Int) throws {
        let seen = try unpacked(body("{ compress: { encoding: gzip, expand_to: \(size) } }"))
        #expect(seen.isWhole)
        #expect(seen.bytes == good + [UInt8](repeating: 0x20, count: max(0, size - good.count)))
    }

    @Test func `a bomb of a gigabyte has seven million bytes`() throws {
        #expect(try body("{ compress: { encoding: gzip, expand_to: 1GiB } }").count < 7_000_000)
        #expect(throws: BadScenario.self) { try self.body("{ compress: { encoding: gzip, expand_to: 2GiB } }") }
    }

    @Test func `a body that comes in pieces is the same gzip content`() throws {
        var filter = GzipFilter(Compression())
        let long = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let packed = filter.add(good) + filter.add([]) + filter.add(long) + filter.finish()
        #expect(try unpacked(packed).bytes == good + long)
    }

    @Test func `a byte that is no text stands in the first text of the body`() throws {
        #expect(
            try body("{ charset: { invalid_utf8: true } }")
                == Array(#"{"id":""#.utf8) + [0xFF] + Array(#"gen_1","name":"Zoë 🚤"}"#.utf8))
    }

    @Test func `a body is in the encoding that was asked for`() throws {
        #expect(
            try body("{ charset: { encode: iso-8859-1 } }")
                == Array(#"{"id":"gen_1","name":"Zo"#.utf8) + [0xEB] + Array(#" ?"}"#.utf8))
        let text = String(decoding: good, as: UTF8.self)
        #expect(
            try body("{ charset: { encode: utf-16 } }")
                == [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    }

    @Test func `a character may be cut between two pieces`() {
        for cut in good.indices {
            var filter = TextFilter(.utf16, isInvalid: false)
            let all = filter.add(Array(good[..<cut])) + filter.add(Array(good[cut...])) + filter.finish()
            #expect(all == TextFilter(.utf16, isInvalid: false).filtered(good))
        }
    }

    @Test func `a run adds to a checksum what its bytes would`() {
        for count in [0, 1, 2, 7, 258, 99_999] {
            var (run, bytes) = (CRC32(), CRC32())
            run.update(good)
            run.update(0x20, times: count)
            bytes.update(good + [UInt8](repeating: 0x20, count: count))
            #expect(run.value == bytes.value)
        }
    }
}
