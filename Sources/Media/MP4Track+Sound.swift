extension MP4Track {
    init(_ sound: MP4Sound, movie: Movie, chunks: [Range<Int>]) {
        let track = sound.track
        self.init(
            number: 2, handler: "soun", name: "Understudy sound", timescale: track.sampleRate, duration: sound.samples,
            shown: sound.shown, start: track.primingSamples,
            header: MP4Box(full: "smhd", MP4Box.zeros(4)), entry: Self.entry(of: track),
            sampleDuration: track.samplesPerFrame, sizes: (0..<sound.count).map { sound.frame($0).count }, keys: nil,
            chunks: chunks)
    }

    /// The audio sample entry (ISO/IEC 14496-12 §12.2.3): data reference 1, sixteen bits a sample.
    private static func entry(of track: SoundTrack) -> MP4Box {
        MP4Box(
            "mp4a", MP4Box.zeros(6), MP4Box.half(1), MP4Box.zeros(8), MP4Box.half(track.channels), MP4Box.half(16),
            MP4Box.zeros(4), MP4Box.fixed(track.sampleRate), MP4Box(full: "esds", stream(of: track)).bytes)
    }

    /// The elementary stream's descriptor (ISO/IEC 14496-1 §7.2.6.5 to §7.2.6.8): MPEG-4 audio, with its buffer and bit rate.
    private static func stream(of track: SoundTrack) -> [UInt8] {
        let largest = track.frames.map(\.count).max() ?? 0
        let size = track.frames.reduce(0) { $0 + $1.count }
        let rate = UInt32(8 * size * track.sampleRate / (track.frames.count * track.samplesPerFrame))
        let peak = UInt32(8 * largest * track.sampleRate / track.samplesPerFrame)
        let buffer = [UInt8(truncatingIfNeeded: largest >> 16)] + MP4Box.half(largest)
        let decoder = descriptor(
            0x04, [0x40, 0x15] + buffer + MP4Box.words([peak, rate]) + descriptor(0x05, track.configuration))
        return descriptor(0x03, MP4Box.half(2) + [0] + decoder + descriptor(0x06, [0x02]))
    }

    /// A tag, the length in four groups of seven bits, the content. ISO/IEC 14496-1 §8.3.3
    private static func descriptor(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let groups = [21, 14, 7, 0].map { UInt8(content.count >> $0 & 0x7F) | ($0 > 0 ? 0x80 : 0) }
        return [tag] + groups + content
    }
}
