import Testing

@testable import Media

@Suite struct MP3Tests {
    @Test(
        arguments: [(1, 1), (24, 1), (25, 2), (1_000, 42), (121_400, 5_059), (3_600_000, 150_000)],
        Sound.Channels.allCases)
    func `a sound takes whole frames of 24 ms`(
        length: (milliseconds: Int, frames: Int), channels: Sound.Channels
    ) throws {
        let sound = makeSound(length: Seconds(length.milliseconds, over: 1_000), channels: channels)
        let (file, frame) = (MP3.encode(sound), 96 * channels.rawValue)
        let tag = try tagSize(of: file)
        #expect(file.length == tag + (1 + length.frames) * frame)
        var reader = FrameReader(file.bytes(tag..<tag + frame))
        _ = try reader.read((channels == .mono ? 21 : 36) * 8)
        #expect(try reader.text(4) == "Info")
        #expect(try (0..<3).map { _ in try reader.read(32) } == [3, length.frames, (1 + length.frames) * frame])
    }

    @Test(arguments: 0..<16 as Range<UInt64>, Sound.Channels.allCases)
    func `every frame is the same and codes one line a granule`(seed: UInt64, channels: Sound.Channels) throws {
        let file = MP3.encode(makeSound(seed: seed, channels: channels))
        let size = 96 * channels.rawValue
        let bytes = file.bytes(try tagSize(of: file) + size..<file.length)
        let frames = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<$0 + size]) }
        #expect(frames.allSatisfy { $0 == frames[0] })
        let turns = SeedStream.tone(of: MP3Frame.turns, seed: seed)
        let lines = try ReadMP3Frame(frames[0]).granules
        #expect(lines == [[turns - 1: 1], [turns - 1: turns % 2 == 0 ? 1 : -1]])
    }

    /// §2.4.3.4.10: the lines of subband 0 go through the 36-point transform, its sine window, and overlap. A line that is
    /// alone must come out as a sine on the border that `turns` names.
    @Test(arguments: MP3Frame.turns)
    func `the line makes a pure tone in its subband`(turns: Int) throws {
        let granules = try ReadMP3Frame(MP3Frame.tone(turns: turns, channels: .mono)).granules
        let blocks = (0..<40).map { MDCT.inverse(granules[$0 % 2], window: 36) }
        let samples = MDCT.overlapped(blocks)[36...]
        #expect(Tone.share(of: Double(turns) / 36, in: Array(samples)) > 0.999_999)
        #expect(abs(samples.reduce(0) { max($0, abs($1)) } - 1) < 0.05)
    }

    @Test func `seeds differ in pitch`() {
        #expect(Set((0..<100).map { SeedStream.tone(of: MP3Frame.turns, seed: $0) }).count == MP3Frame.turns.count)
    }

    @Test(arguments: ["", "plain", "凧 🪁", "a\u{0}b", String(repeating: "long ", count: 50_000)])
    func `the tag holds the whole prompt`(prompt: String) throws {
        let texts = try ReadID3(MP3.encode(makeSound(prompt: prompt))).texts
        #expect(
            texts["TIT2"] == (prompt.isEmpty ? "unified-tasks suno-ai/music" : prompt.replacing("\u{0}", with: " ")))
        #expect(texts["TPE1"] == "unified-tasks suno-ai/music")
        #expect(texts["TSSE"] == "Understudy")
        #expect(texts["COMM"] == "eng\u{0}seed 42, 2 of 2")
    }

    @Test(arguments: [1, 9, 10, 5_000_001])
    func `a weight is reached to the byte, and the sound stays as it is`(more: Int) throws {
        let natural = MP3.encode(makeSound())
        let heavy = MP3.encode(makeSound(), weight: natural.length + more)
        #expect(heavy.length == natural.length + more)
        let tags = (try tagSize(of: natural), try tagSize(of: heavy))
        #expect(tags.1 == tags.0 + more)
        #expect(heavy.bytes(tags.1..<heavy.length) == natural.bytes(tags.0..<natural.length))
    }

    @Test(arguments: [Int.min, 0, Int.max])
    func `no weight traps`(weight: Int) throws {
        let file = MP3.encode(makeSound(length: Seconds(Int.max)), weight: weight)
        #expect(try tagSize(of: file) <= 1 << 28 + 9)
        #expect(file.bytes(file.length - 192..<file.length).count == 192)
    }
}

/// The tag with its head and padding.
func tagSize(of file: StreamedFile) throws -> Int {
    var reader = FrameReader(file.bytes(0..<10))
    try #require(try reader.text(3) == "ID3")
    _ = try reader.read(24)
    return try 10 + (0..<4).reduce(0) { size, _ in size << 7 | (try reader.read(8)) }
}
