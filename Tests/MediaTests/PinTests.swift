import Digests
import Foundation
import Testing

@testable import Media

/// The bytes of pictures are a promise to everybody who compares files, so their hashes are written down. A change here is a
/// change that users notice; it belongs into the changelog.
@Suite struct PinTests {
    struct Pin: Decodable, CustomTestStringConvertible {
        var width: Int
        var height: Int
        var seed: UInt64
        var provider: String
        var model: String
        var prompt: String
        var index: Int
        var count: Int
        var references: Int
        var aspectRatio: String?
        var alpha: Bool
        var bytes: Int
        var sha256: String

        var testDescription: String { "\(width)×\(height), seed \(seed)" }

        var picture: Picture {
            let caption = Caption(
                provider: provider, model: model, prompt: prompt, index: index, count: count, references: references,
                aspectRatio: aspectRatio)
            return Picture(width: width, height: height, seed: seed, caption: caption, alpha: alpha)
        }
    }

    static let pins: [Pin] = {
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try? Data(contentsOf: top.appending(path: "Fixtures/media/png.json"))
        return data.flatMap { try? JSONDecoder().decode([Pin].self, from: $0) } ?? []
    }()

    @Test func `the file of pins can be read`() {
        #expect(Self.pins.count >= 8)
    }

    @Test(arguments: pins)
    func `a picture has the bytes that were written down`(pin: Pin) {
        let file = PNG.encode(pin.picture)
        #expect(file.count == pin.bytes)
        #expect(Hex.encode(SHA256.hash(file)) == pin.sha256)
    }
}
