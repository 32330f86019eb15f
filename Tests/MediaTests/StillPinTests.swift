import Digests
import Foundation
import Testing

@testable import Media

/// What `PinTests` holds for PNG, for the other stills.
@Suite struct StillPinTests {
    static let jpegs = pins("jpeg")
    static let webps = pins("webp")

    private static func pins(_ format: String) -> [PinTests.Pin] {
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try? Data(contentsOf: top.appending(path: "Fixtures/media/\(format).json"))
        return data.flatMap { try? JSONDecoder().decode([PinTests.Pin].self, from: $0) } ?? []
    }

    @Test func `the files of pins can be read`() {
        #expect(Self.jpegs.count >= 8)
        #expect(Self.webps.count >= 8)
    }

    @Test(arguments: jpegs)
    func `a JPEG has the bytes that were written down`(pin: PinTests.Pin) {
        let file = JPEG.encode(pin.picture)
        #expect(file.count == pin.bytes)
        #expect(Hex.encode(SHA256.hash(file)) == pin.sha256)
    }

    @Test(arguments: webps)
    func `a WebP has the bytes that were written down`(pin: PinTests.Pin) {
        let file = WebP.encode(pin.picture)
        #expect(file.count == pin.bytes)
        #expect(Hex.encode(SHA256.hash(file)) == pin.sha256)
    }
}
