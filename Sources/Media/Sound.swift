/// A sound as a description. The same description gives the same bytes on every machine and in every build.
///
/// It is one steady tone, 18 dB below full scale, which is the level that broadcasters line up their equipment with
/// (EBU R 68).
public struct Sound: Sendable, Hashable {
    public enum Channels: Int, Sendable, CaseIterable {
        case mono = 1
        /// The same on both sides.
        case stereo = 2
    }

    /// The raw value is the number of samples a second.
    public enum SampleRate: Int, Sendable, CaseIterable {
        case hertz44100 = 44_100
        case hertz48000 = 48_000
    }

    public let length: Seconds
    /// Decides the pitch.
    public let seed: UInt64
    /// What the tags of the file say.
    public let caption: Caption
    public let channels: Channels
    /// MP3 files are always of 48 kHz, where a frame is 24 ms and all frames have the same size.
    public let sampleRate: SampleRate

    public init(
        length: Seconds, seed: UInt64, caption: Caption, channels: Channels = .stereo,
        sampleRate: SampleRate = .hertz48000
    ) {
        self.length = length
        self.seed = seed
        self.caption = caption
        self.channels = channels
        self.sampleRate = sampleRate
    }
}

extension Sound {
    /// What a file says about itself. Players show the title.
    struct Tags: Sendable {
        var title: String
        var artist: String
        var comment: String
        let software = "Understudy"
    }

    var tags: Tags {
        let artist = "\(caption.provider) \(caption.model)"
        var comment = "seed \(seed), \(caption.index) of \(caption.count)"
        if caption.references > 0 { comment += ", references \(caption.references)" }
        return Tags(title: caption.prompt.isEmpty ? artist : caption.prompt, artist: artist, comment: comment)
    }
}

extension SeedStream {
    /// One of `tones`, the same for the same seed.
    static func tone<Tone>(of tones: [Tone], seed: UInt64) -> Tone {
        var stream = SeedStream(seed: seed)
        return tones[stream.below(tones.count)]
    }
}
