import Foundation
import Testing

@testable import Media

@Suite struct AACTests {
    @Test(arguments: Sound.Channels.allCases, Sound.SampleRate.allCases)
    func `the configuration names the codec, the rate and the channels`(
        channels: Sound.Channels, rate: Sound.SampleRate
    ) throws {
        let track = AAC.track(seconds: 1, seed: 1, channels: channels, sampleRate: rate)
        var reader = FrameReader(track.configuration)
        #expect(try reader.read(5) == 2)
        #expect(try reader.read(4) == (rate == .hertz48000 ? 3 : 4))
        #expect(try reader.read(4) == channels.rawValue)
        #expect(try reader.read(3) == 0)
        #expect(track.configuration.count == 2)
        #expect((track.sampleRate, track.channels) == (rate.rawValue, channels.rawValue))
    }

    @Test(
        arguments: [
            (Seconds(8), 376), (Seconds(240 * 1001, over: 30_000), 377), (0, 2), (Seconds(1_024, over: 48_000), 2),
            (Seconds(1_025, over: 48_000), 3), (Seconds(Int.max), 1_012_501),
        ] as [(Seconds, Int)])
    func `frames cover the sound and one primes the decoder`(length: Seconds, frames: Int) {
        let track = AAC.track(seconds: length, seed: 5)
        #expect(track.frameCount == frames)
        #expect((track.samplesPerFrame, track.primingSamples) == (1_024, 1_024))
    }

    @Test(arguments: AAC.turns, Sound.Channels.allCases)
    func `a frame holds two lines beside the pitch`(turns: Int, channels: Sound.Channels) throws {
        let frame = try ReadAACFrame(AACFrame.tone(turns: turns, channels: channels), channels: channels)
        #expect(frame.lines == [2 * turns - 1: -1, 2 * turns: 1])
        #expect(frame.gain == 186)
    }

    /// §4.6.2.3.3 and §4.6.11: lines times 2^((gain - 100) / 4), an inverse transform scaled by 2/2048, and overlap.
    @Test(arguments: AAC.turns)
    func `frame after frame is a pure tone that begins at a zero`(turns: Int) throws {
        let frame = try ReadAACFrame(AACFrame.tone(turns: turns, channels: .mono), channels: .mono)
        let scale = pow(2, Double(frame.gain - 100) / 4) * 2 / 2_048 / 32_768
        let block = MDCT.inverse(frame.lines, window: 2_048).map { $0 * scale }
        let samples = Array(MDCT.overlapped(Array(repeating: block, count: 9))[1_024...])
        let frequency = Double(turns) / 1_024
        #expect(Tone.share(of: frequency, in: samples) > 0.999_999)
        #expect((-18.1 ... -18.0).contains(Tone.peak(of: samples)))
        #expect(Tone.largestStep(in: samples, frequency: frequency) < 1.001)
        #expect(samples[0] > 0 && samples[0] < samples[1] && samples[1023] < 0)
    }

    @Test func `seeds differ in pitch`() {
        let frames = (0..<100 as Range<UInt64>).map { AAC.track(seconds: 1, seed: $0).frames }
        #expect(Set(frames).count == AAC.turns.count)
        #expect(frames.allSatisfy { $0.count == 1 })
    }
}

/// One `raw_data_block` of the kind that the writer makes, taken apart field by field.
struct ReadAACFrame {
    struct Unexpected: Error { var field: String }

    private(set) var gain = 0
    private(set) var lines: [Int: Int] = [:]
    private var reader: FrameReader
    private var bands = 0

    init(_ bytes: [UInt8], channels: Sound.Channels) throws {
        reader = FrameReader(bytes)
        switch channels {
        case .mono:
            try expect(0, bits: 7, "ID_SCE")
            try channel(readsInformation: true)
        case .stereo:
            try expect(0b001_0000_1, bits: 8, "ID_CPE, common_window")
            try information()
            try expect(2, bits: 2, "ms_mask_present")
            try channel(readsInformation: false)
            let middle = lines
            try channel(readsInformation: false)
            guard lines == middle else { throw Unexpected(field: "side channel") }
        }
        try expect(7, bits: 3, "ID_END")
        while reader.position % 8 != 0 { try expect(0, bits: 1, "byte_alignment") }
        guard reader.position == bytes.count * 8 else { throw Unexpected(field: "size") }
    }

    private mutating func expect(_ value: Int, bits: Int, _ field: String) throws {
        guard try reader.read(bits) == value else { throw Unexpected(field: field) }
    }

    private mutating func information() throws {
        try expect(0, bits: 4, "long sine window")
        bands = try reader.read(6)
        try expect(0, bits: 1, "predictor_data_present")
    }

    private mutating func channel(readsInformation: Bool) throws {
        gain = try reader.read(8)
        if readsInformation { try information() }
        var coded: [Int] = []
        var band = 0
        while band < bands {
            let (codebook, length) = (try reader.read(4), try reader.read(5))
            guard codebook < 2, (1...30).contains(length) else { throw Unexpected(field: "section_data") }
            if codebook == 1 { coded += Array(band..<band + length) }
            band += length
        }
        guard band == bands else { throw Unexpected(field: "section_data") }
        for _ in coded { try expect(0, bits: 1, "hcod_sf") }
        try expect(0, bits: 3, "pulse, tns, gain control")
        for band in coded {
            try expect(0b110_0100, bits: 7, "0, -1, 1, 0 in codebook 1")
            lines[4 * band + 1] = -1
            lines[4 * band + 2] = 1
        }
    }
}
