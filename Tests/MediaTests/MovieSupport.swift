@testable import Media

/// A movie to try things with.
func makeMovie(
    width: Int = 320, height: Int = 240, milliseconds: Int = 1000, rate: FrameRate = .fps24, seed: UInt64 = 7,
    prompt: String = "a red kite over a harbour at dawn", hasSound: Bool = false
) -> Movie {
    let caption = Caption(provider: "getimg", model: "seedance-1-pro", prompt: prompt, aspectRatio: "16:9")
    return Movie(
        width: width, height: height, milliseconds: milliseconds, rate: rate, seed: seed, caption: caption,
        hasSound: hasSound)
}

/// AAC-LC frames that hold nothing but silence.
func silentSound(sampleRate: Int = 48000, channels: Int = 2, frameCount: Int = 100_000) -> SoundTrack {
    let index = sampleRate == 48000 ? 3 : 4
    let configuration = [UInt8(0x10 | index >> 1), UInt8((index & 1) << 7 | channels << 3)]
    let frame: [UInt8] = channels == 2 ? [0x21, 0x10, 0x04, 0x60, 0x8C, 0x1C] : [0x00, 0xC8, 0x00, 0x80, 0x23, 0x80]
    return SoundTrack(
        sampleRate: sampleRate, channels: channels, configuration: configuration, frames: [frame],
        frameCount: frameCount)
}

/// What a decoder has to show: the luma plane, then blue and red at half the size, cropped to the picture.
struct VideoPlanes {
    let width: Int
    let height: Int
    private(set) var samples: [UInt8]

    init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        samples = Array(repeating: 0, count: width * height * 3 / 2)
    }

    mutating func draw(_ cell: VideoCell, details: VideoDetails, column: Int, row: Int) {
        let detail = cell.detail >= 0 ? Array(details.cell(cell.detail)) : nil
        let luma = (0..<16).map { detail == nil ? UInt8(cell.luma(block: $0)) : 0 }
        for y in 0..<min(16, height - 16 * row) {
            for x in 0..<min(16, width - 16 * column) {
                let value = detail?[16 * y + x] ?? luma[y / 4 * 4 + x / 4]
                samples[(16 * row + y) * width + 16 * column + x] = value
            }
        }
        drawChroma(cell.colour.blue, start: width * height, column: column, row: row)
        drawChroma(cell.colour.red, start: width * height * 5 / 4, column: column, row: row)
    }

    private mutating func drawChroma(_ value: UInt8, start: Int, column: Int, row: Int) {
        for y in 0..<min(8, height / 2 - 8 * row) {
            for x in 0..<min(8, width / 2 - 8 * column) {
                samples[start + (8 * row + y) * (width / 2) + 8 * column + x] = value
            }
        }
    }
}
