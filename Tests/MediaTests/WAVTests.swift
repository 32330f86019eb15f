import Testing

@testable import Media

@Suite struct WAVTests {
    @Test(arguments: Sound.Channels.allCases, Sound.SampleRate.allCases)
    func `the head says what follows`(channels: Sound.Channels, rate: Sound.SampleRate) throws {
        let file = try ReadWAV(makeSound(length: Seconds(31, over: 10), channels: channels, sampleRate: rate))
        #expect(file.names == ["fmt ", "LIST", "data"])
        #expect(
            file.numbers("fmt ", width: 2) == [
                1, channels.rawValue, rate.rawValue & 0xFFFF, 0, rate.rawValue * 2 * channels.rawValue & 0xFFFF,
                (rate.rawValue * 2 * channels.rawValue) >> 16, 2 * channels.rawValue, 16,
            ])
        #expect(file.chunks["data"]?.count == 2 * channels.rawValue * rate.rawValue * 31 / 10)
    }

    @Test(arguments: 0..<16 as Range<UInt64>, Sound.SampleRate.allCases)
    func `the sound is one pure tone`(seed: UInt64, rate: Sound.SampleRate) throws {
        let period = SeedStream.tone(of: WAV.periods, seed: seed)
        let file = try ReadWAV(
            makeSound(length: Seconds(period * 100, over: rate.rawValue), seed: seed, sampleRate: rate))
        let samples = Tone.samples(try #require(file.chunks["data"]), channels: 2)
        #expect(samples.count == period * 100)
        #expect(Tone.share(of: 1 / Double(period), in: samples) > 0.999_999)
        #expect((-18.1 ... -18.0).contains(Tone.peak(of: samples)))
        #expect(Tone.largestStep(in: samples, frequency: 1 / Double(period)) < 1.01)
        #expect(samples[0] == 0 && samples[1] > 0)
    }

    @Test func `both sides are alike`() throws {
        let data = try #require(try ReadWAV(makeSound(channels: .stereo)).chunks["data"])
        #expect(stride(from: 0, to: data.count, by: 4).allSatisfy { data[$0..<$0 + 2] == data[$0 + 2..<$0 + 4] })
    }

    @Test func `seeds differ in pitch`() {
        #expect(Set((0..<100).map { SeedStream.tone(of: WAV.periods, seed: $0) }).count == WAV.periods.count)
    }

    @Test(arguments: ["plain", "odd", "凧 🪁", "a\u{0}b", String(repeating: "long ", count: 50_000)])
    func `the tags hold the whole prompt`(prompt: String) throws {
        let list = try #require(try ReadWAV(makeSound(prompt: prompt)).chunks["LIST"])
        let text = prompt.replacing("\u{0}", with: " ")
        #expect(String(decoding: list, as: UTF8.self).contains("\(text)\u{0}"))
    }

    @Test(arguments: [1, 2, 7, 8, 9, 1_000, 1_001, 5_000_000])
    func `a weight is reached with a chunk that readers skip`(more: Int) throws {
        let sound = makeSound(length: 1)
        let natural = WAV.encode(sound)
        let heavy = WAV.encode(sound, weight: natural.length + more)
        #expect(heavy.length == natural.length + max(8, (more + 1) & ~1))
        let file = try ReadWAV(heavy)
        #expect(file.names == ["fmt ", "LIST", "JUNK", "data"])
        #expect(file.chunks["data"] == (try ReadWAV(natural).chunks["data"]))
    }

    @Test(arguments: [Int.min, -1, 0, 1])
    func `a weight that is reached already changes nothing`(weight: Int) {
        #expect(WAV.encode(makeSound(), weight: weight).length == WAV.encode(makeSound()).length)
    }

    @Test(arguments: [0, Int.max])
    func `the longest sound fits the sizes of the file`(weight: Int) {
        let file = WAV.encode(makeSound(length: Seconds(Int.max), prompt: "a"), weight: weight)
        #expect(file.length - 8 <= Int(UInt32.max))
        #expect(file.length >= Seconds.longest * 48_000 * 4)
        #expect(file.bytes(file.length - 4..<file.length).count == 4)
    }
}

func makeSound(
    length: Seconds = 1, seed: UInt64 = 42, prompt: String = "a paper boat", channels: Sound.Channels = .stereo,
    sampleRate: Sound.SampleRate = .hertz48000
) -> Sound {
    let caption = Caption(provider: "unified-tasks", model: "suno-ai/music", prompt: prompt, index: 2, count: 2)
    return Sound(length: length, seed: seed, caption: caption, channels: channels, sampleRate: sampleRate)
}

/// A WAV file taken apart; it throws where sizes do not add up.
struct ReadWAV {
    struct Broken: Error {}

    private(set) var names: [String] = []
    private(set) var chunks: [String: [UInt8]] = [:]

    init(_ sound: Sound) throws {
        try self.init(WAV.encode(sound))
    }

    init(_ file: StreamedFile) throws {
        let bytes = file.bytes(0..<file.length)
        guard Self.text(bytes[0..<4]) == "RIFF", Self.text(bytes[8..<12]) == "WAVE" else { throw Broken() }
        guard Self.number(bytes[4..<8]) == bytes.count - 8 else { throw Broken() }
        var place = 12
        while place < bytes.count {
            guard place % 2 == 0, place + 8 <= bytes.count else { throw Broken() }
            let name = Self.text(bytes[place..<place + 4])
            let size = Self.number(bytes[place + 4..<place + 8])
            guard place + 8 + size <= bytes.count else { throw Broken() }
            names.append(name)
            chunks[name] = Array(bytes[place + 8..<place + 8 + size])
            place += 8 + size + size % 2
        }
        guard place == bytes.count else { throw Broken() }
    }

    func numbers(_ name: String, width: Int) -> [Int] {
        let chunk = chunks[name] ?? []
        return stride(from: 0, to: chunk.count, by: width).map { Self.number(chunk[$0..<$0 + width]) }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
