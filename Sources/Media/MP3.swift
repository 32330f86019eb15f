/// MP3 files (ISO/IEC 11172-3, Layer III) of one steady tone: a single frame that is repeated.
///
/// 48 kHz, so that a frame is 1152 samples or 24 ms, and 32 kbit/s a channel, so that all have the same size.
public enum MP3 {
    static let sampleRate = 48_000
    static let samplesPerFrame = 1_152

    /// The file, as long as the sound or up to 24 ms longer; it is made while it is read.
    ///
    /// - Parameter weight: Bytes that the file shall have at least. What is missing stands as zeros in the tag, which
    ///   holds up to 256 MiB.
    public static func encode(_ sound: Sound, weight: Int = 0) -> StreamedFile {
        let frames = (sound.length.samples(at: sampleRate) + samplesPerFrame - 1) / samplesPerFrame
        let tone = SeedStream.tone(of: MP3Frame.turns, seed: sound.seed)
        let frame = MP3Frame.tone(turns: tone, channels: sound.channels)
        let information = MP3Frame.information(frames: frames, channels: sound.channels)
        let soundSize = information.count + frames * frame.count
        let tag = ID3(sound.tags, wholeSize: max(0, weight) - soundSize)
        return StreamedFile([
            .init(tag.bytes), .zeros(tag.padding), .init(information), .init(frame, length: frames * frame.count),
        ])
    }
}
