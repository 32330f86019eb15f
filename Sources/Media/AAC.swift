/// AAC-LC (ISO/IEC 14496-3, subpart 4) of one steady tone: a single frame that is repeated.
///
/// A frame is 1024 lines of an MDCT over 2048 samples with a sine window. A sine that does a whole number of turns in
/// 1024 samples looks the same to every frame. Its pitch lies on the border between two lines, and there the transform of
/// the window is zero at every other line: so two lines carry all of the tone, exactly, and each is one quantiser step.
public enum AAC {
    /// Turns in 1024 samples: 328 to 891 Hz at 48 kHz. Odd numbers only, for the sake of `AACFrame.tone`.
    static let turns = [7, 9, 11, 13, 15, 17, 19]

    static let samplesPerFrame = 1_024

    /// The sound of an MP4 file.
    ///
    /// Each frame overlaps the one before, so the first can only be heard in part: it is there to prime the decoder, and
    /// after it the tone begins at a zero.
    public static func track(
        seconds: Seconds, seed: UInt64, channels: Sound.Channels = .stereo, sampleRate: Sound.SampleRate = .hertz48000
    ) -> SoundTrack {
        let samples = seconds.samples(at: sampleRate.rawValue)
        return SoundTrack(
            sampleRate: sampleRate.rawValue, channels: channels.rawValue,
            configuration: configuration(channels, sampleRate),
            frames: [AACFrame.tone(turns: SeedStream.tone(of: turns, seed: seed), channels: channels)],
            frameCount: 1 + (samples + samplesPerFrame - 1) / samplesPerFrame,
            samplesPerFrame: samplesPerFrame, primingSamples: samplesPerFrame)
    }

    /// AudioSpecificConfig (§1.6.2.1): AAC-LC, the index of the rate, the channels, and a GASpecificConfig (§4.4.1) of
    /// three zeros: 1024 samples a frame, no core coder, no extension.
    private static func configuration(_ channels: Sound.Channels, _ sampleRate: Sound.SampleRate) -> [UInt8] {
        var bits = FrameBits()
        bits.put(2, bits: 5)
        bits.put(sampleRate == .hertz48000 ? 3 : 4, bits: 4)
        bits.put(channels.rawValue, bits: 4)
        bits.put(0, bits: 3)
        return bits.bytes
    }
}
