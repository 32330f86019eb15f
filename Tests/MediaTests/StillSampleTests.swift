import Foundation
import Testing

@testable import Media

private let folder = ProcessInfo.processInfo.environment["MEDIA_SAMPLES"]

/// Writes files for other programs to judge: `Tests/Clients/test_media_stills.py` opens them with Pillow and ffmpeg.
///
/// Runs only where the environment names a folder, `MEDIA_SAMPLES`, which must exist.
@Suite(.enabled(if: folder != nil)) struct StillSampleTests {
    static let sizes = [
        (1, 1), (15, 17), (17, 33), (64, 64), (1000, 333), (1024, 1024), (1920, 1080), (4096, 4096),
    ]

    @Test(arguments: sizes, [0, 7, UInt64.max])
    func `stills are written in every format, with and without alpha`(size: (Int, Int), seed: UInt64) throws {
        for alpha in [false, true] {
            let picture = make(width: size.0, height: size.1, seed: seed, alpha: alpha)
            let name = "\(size.0)x\(size.1)-\(seed)\(alpha ? "-alpha" : "")"
            try write(PNG.encode(picture), "\(name).png")
            try write(JPEG.encode(picture), "\(name).jpeg")
            try write(WebP.encode(picture), "\(name).webp")
        }
    }

    @Test(arguments: [50_000, 115_537, 2_000_000])
    func `heavier stills are written, pulled in pieces, with their length in the name`(length: Int) throws {
        for alpha in [false, true] {
            let picture = make(width: 320, height: 240, alpha: alpha)
            let suffix = alpha ? "-alpha" : ""
            for (file, padding, format) in [
                (PNG.encode(picture), Padding.png, "png"), (JPEG.encode(picture), .jpeg, "jpeg"),
                (WebP.encode(picture), .webp, "webp"),
            ] {
                try write(file, "plain\(suffix).\(format)")
                var padded = padding.padded(file, to: length)
                var whole: [UInt8] = []
                while let piece = padded.next(atMost: 10_000) { whole += piece }
                try write(whole, "padded-\(length)\(suffix).\(format)")
            }
        }
    }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(filePath: folder ?? "").appending(path: name))
    }
}
