import Foundation
import Testing

@testable import Media

/// What ffmpeg makes of the files; left out where it is not installed.
@Suite(.enabled(if: SoundTool.isInstalled)) struct SoundToolTests {
    static let sounds: [Sound] = [0, 1, 2, 3, 4, 5].flatMap { (seed: UInt64) in
        Sound.Channels.allCases.map {
            makeSound(length: Seconds(31, over: 10), seed: seed, prompt: "凧, déjà vu", channels: $0)
        }
    }

    @Test(arguments: sounds, Sound.SampleRate.allCases)
    func `a WAV file is what was asked for`(sound: Sound, rate: Sound.SampleRate) throws {
        let sound = Sound(
            length: sound.length, seed: sound.seed, caption: sound.caption, channels: sound.channels, sampleRate: rate)
        let period = SeedStream.tone(of: WAV.periods, seed: sound.seed)
        let tool = try SoundTool(WAV.encode(sound), "wav")
        #expect(
            try tool.facts() == [
                "pcm_s16le", "\(rate.rawValue)", "\(sound.channels.rawValue)", "3.100000", "凧, déjà vu",
            ])
        try expectTone(tool, turns: 1, over: period, channels: sound.channels, count: rate.rawValue * 31 / 10)
    }

    @Test(arguments: sounds)
    func `an MP3 file is what was asked for, up to a whole frame`(sound: Sound) throws {
        let tool = try SoundTool(MP3.encode(sound), "mp3")
        #expect(try tool.facts() == ["mp3", "48000", "\(sound.channels.rawValue)", "3.120000", "凧, déjà vu"])
        let turns = SeedStream.tone(of: MP3Frame.turns, seed: sound.seed)
        try expectTone(tool, turns: turns, over: 1_152, channels: sound.channels, count: 130 * 1_152)
    }

    @Test(arguments: sounds, Sound.SampleRate.allCases)
    func `AAC frames decode to the tone`(sound: Sound, rate: Sound.SampleRate) throws {
        let track = AAC.track(seconds: sound.length, seed: sound.seed, channels: sound.channels, sampleRate: rate)
        let tool = try SoundTool(StreamedFile([.init(adts(track))]), "aac")
        #expect(try tool.facts().prefix(3) == ["aac", "\(rate.rawValue)", "\(sound.channels.rawValue)"])
        let turns = SeedStream.tone(of: AAC.turns, seed: sound.seed)
        try expectTone(tool, turns: turns, over: 1_024, channels: sound.channels, count: track.frameCount * 1_024)
    }

    @Test func `padded files decode as before`() throws {
        let sound = makeSound(length: 1)
        for (file, suffix) in [
            (WAV.encode(sound, weight: 3_000_000), "wav"), (MP3.encode(sound, weight: 3_000_000), "mp3"),
        ] {
            let tool = try SoundTool(file, suffix)
            #expect(file.length == 3_000_000)
            #expect(try tool.facts()[3] == (suffix == "wav" ? "1.000000" : "1.008000"))
            #expect(try tool.decoded().count == (suffix == "wav" ? 48_000 : 42 * 1_152) * 4)
        }
    }

    @Test func `a damaged frame is noticed`() throws {
        let track = AAC.track(seconds: 1, seed: 1)
        var bytes = adts(track)
        bytes[200] ^= 0xFF
        #expect(throws: (any Error).self) { try SoundTool(StreamedFile([.init(bytes)]), "aac").decoded() }
    }

    /// Decodes without a word of complaint, and everything after the first frames is the tone, loud enough, no clicks.
    private func expectTone(
        _ tool: SoundTool, turns: Int, over period: Int, channels: Sound.Channels, count: Int
    ) throws {
        let samples = Tone.samples(try tool.decoded(), channels: channels.rawValue)
        #expect(samples.count == count)
        let settled = samples[4_608...]
        let whole = Array(settled.prefix(settled.count / period * period))
        let frequency = Double(turns) / Double(period)
        #expect(Tone.share(of: frequency, in: whole) > 0.9999)
        #expect((-30 ... -6).contains(Tone.peak(of: whole)))
        #expect(Tone.largestStep(in: whole, frequency: frequency) < 1.02)
    }

    /// Frames with the head that they have outside of a container (ISO/IEC 13818-7 §6.2).
    private func adts(_ track: SoundTrack) -> [UInt8] {
        (0..<track.frameCount).flatMap { number in
            let frame = track.frames[number % track.frames.count]
            var head = FrameBits()
            for (value, bits) in [
                (0xFFF, 12), (1, 4), (1, 2), (track.sampleRate == 48_000 ? 3 : 4, 4), (0, 1), (track.channels, 3),
                (0, 4),
                (7 + frame.count, 13), (0x7FF, 11), (0, 2),
            ] { head.put(value, bits: bits) }
            return head.bytes + frame
        }
    }
}
