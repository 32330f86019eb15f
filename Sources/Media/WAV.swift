/// WAV files (Multimedia Programming Interface and Data Specifications 1.0, "RIFF"): PCM, 16 bits a sample.
public enum WAV {
    /// An eighth of full scale.
    static let amplitude = 4_096

    /// Samples in one turn of each tone: 300 to 500 Hz at 48 kHz. Whole numbers, so that one turn repeats for ever.
    static let periods = [96, 100, 108, 112, 120, 128, 144, 160]

    /// The file, exactly as long as the sound; it is made while it is read.
    ///
    /// - Parameter weight: Bytes that the file shall have at least. An odd number becomes the next even one. What is
    ///   missing stands in a chunk `JUNK`, which readers skip.
    public static func encode(_ sound: Sound, weight: Int = 0) -> StreamedFile {
        let frameSize = 2 * sound.channels.rawValue
        let dataSize = sound.length.samples(at: sound.sampleRate.rawValue) * frameSize
        let facts = chunk("fmt ", format(of: sound)) + chunk("LIST", information(about: sound))
        let padding = padding(weight: weight, natural: 12 + facts.count + 8 + dataSize)
        let junk = padding > 0 ? Array("JUNK".utf8) + littleEndian(padding - 8) : []
        let riffSize = 4 + facts.count + padding + 8 + dataSize
        let head = Array("RIFF".utf8) + littleEndian(riffSize) + Array("WAVE".utf8) + facts + junk
        return StreamedFile([
            .init(head), .zeros(padding - junk.count), .init(Array("data".utf8) + littleEndian(dataSize)),
            .init(turn(of: sound), length: dataSize),
        ])
    }

    /// A whole chunk with its head; none where nothing is missing. The sizes in the file have 32 bits.
    private static func padding(weight: Int, natural: Int) -> Int {
        let wanted = min(weight, Int(UInt32.max) - 8)
        guard wanted > natural else { return 0 }
        return max(8, (wanted - natural + 1) & ~1)
    }

    /// One turn of the tone, all channels alike.
    private static func turn(of sound: Sound) -> [UInt8] {
        let period = SeedStream.tone(of: periods, seed: sound.seed)
        return SineTable.turn(period: period, amplitude: amplitude).flatMap { sample in
            (0..<sound.channels.rawValue).flatMap { _ in littleEndian(sample) }
        }
    }

    /// WAVE_FORMAT_PCM.
    private static func format(of sound: Sound) -> [UInt8] {
        let (channels, rate) = (sound.channels.rawValue, sound.sampleRate.rawValue)
        return littleEndian(Int16(1)) + littleEndian(Int16(channels)) + littleEndian(rate)
            + littleEndian(rate * channels * 2) + littleEndian(Int16(channels * 2)) + littleEndian(Int16(16))
    }
}

extension WAV {
    /// Bytes. More of a prompt than this could crowd out the longest sound.
    private static let longestText = 1 << 24

    private static func information(about sound: Sound) -> [UInt8] {
        let tags = sound.tags
        let texts = [
            ("INAM", tags.title), ("IART", tags.artist), ("ICMT", tags.comment),
            ("ISFT", tags.software),
        ]
        return texts.reduce(into: Array("INFO".utf8)) { list, entry in
            // Texts end with a NUL and so may not hold one.
            let text = entry.1.utf8.prefix(longestText).map { $0 == 0 ? UInt8(ascii: " ") : $0 }
            list += chunk(entry.0, text + [0])
        }
    }

    /// Chunks begin at even places; the byte that sees to that does not count.
    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        Array(name.utf8) + littleEndian(body.count) + body + (body.count % 2 == 0 ? [] : [0])
    }

    /// 32 bits.
    private static func littleEndian(_ value: Int) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func littleEndian(_ value: Int16) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
}
