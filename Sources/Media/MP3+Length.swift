extension MP3 {
    /// How long a sound plays: by the number of frames that its first one states, else by its bytes and the bit rate of the first
    /// (ISO/IEC 11172-3 §2.4.2.3). nil when the bytes are no such file.
    public static func seconds(of bytes: [UInt8]) -> Double? {
        let reader = ByteReader(bytes)
        let start = lengthOfTag(reader)
        guard let head = reader.big(4, at: start), let frame = FrameHead(head) else { return nil }
        for place in frame.statements
        where reader.has("Xing", at: start + place) || reader.has("Info", at: start + place) {
            guard let flags = reader.big(4, at: start + place + 4), flags & 1 == 1,
                let count = reader.big(4, at: start + place + 8)
            else { break }
            return Double(count * frame.samples) / Double(frame.sampleRate)
        }
        return Double((reader.count - start) * 8) / Double(frame.bitRate)
    }

    /// An ID3 tag in front, whose size has seven bits a byte (ID3v2.4.0 §3.1).
    private static func lengthOfTag(_ reader: ByteReader) -> Int {
        guard reader.has("ID3", at: 0), let size = reader.big(4, at: 6) else { return 0 }
        return 10 + (size & 0x7F | size >> 1 & 0x3F80 | size >> 2 & 0x1F_C000 | size >> 3 & 0xFE0_0000)
    }
}

/// The head of a frame of layer III.
private struct FrameHead {
    let bitRate: Int
    let sampleRate: Int
    /// In each channel.
    let samples: Int
    /// Where behind it the number of frames may stand: after the side information of one channel or two.
    let statements: [Int]

    private static let bitRates = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    /// Of MPEG-2 and 2.5.
    private static let lowBitRates = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    private static let sampleRates = [44_100, 48_000, 32_000]

    /// nil for anything but a head of layer III with a bit rate.
    init?(_ head: Int) {
        let (version, layer) = (head >> 19 & 3, head >> 17 & 3)
        let (bitRate, sampleRate) = (head >> 12 & 15, head >> 10 & 3)
        guard head >> 21 == 0x7FF, version != 1, layer == 1, (1...14).contains(bitRate), sampleRate < 3 else {
            return nil
        }
        let isFirst = version == 3
        self.bitRate = 1_000 * (isFirst ? Self.bitRates : Self.lowBitRates)[bitRate - 1]
        self.sampleRate = Self.sampleRates[sampleRate] >> (isFirst ? 0 : version == 2 ? 1 : 2)
        samples = isFirst ? 1_152 : 576
        statements = isFirst ? [36, 21] : [21, 13]
    }
}
