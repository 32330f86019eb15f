import Digests
import Foundation
import Testing

@testable import Media

/// As `PinTests`, for videos.
@Suite struct MP4PinTests {
    struct Pin: Decodable, CustomTestStringConvertible {
        var width: Int
        var height: Int
        var milliseconds: Int
        /// Frames a second, as a fraction.
        var rate: [Int]
        var seed: UInt64
        var prompt: String
        var hasSound: Bool
        var bytes: Int
        var sha256: String

        var testDescription: String { "\(width)×\(height), \(milliseconds) ms, seed \(seed)" }

        var movie: Movie? {
            FrameRate(rate[0], rate[1]).map {
                makeMovie(
                    width: width, height: height, milliseconds: milliseconds, rate: $0, seed: seed, prompt: prompt,
                    hasSound: hasSound)
            }
        }
    }

    static let pins: [Pin] = {
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try? Data(contentsOf: top.appending(path: "Fixtures/media/mp4.json"))
        return data.flatMap { try? JSONDecoder().decode([Pin].self, from: $0) } ?? []
    }()

    @Test func `the file of pins can be read`() {
        #expect(Self.pins.count >= 8)
    }

    @Test(arguments: pins)
    func `a video has the bytes that were written down`(pin: Pin) throws {
        let file = MP4.encode(try #require(pin.movie), sound: silentSound())
        #expect(file.count == pin.bytes)
        #expect(Hex.encode(SHA256.hash(file)) == pin.sha256)
    }
}
