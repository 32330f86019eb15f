/// A track of sound for a video: coded frames that repeat.
public struct SoundTrack: Sendable {
    /// Samples a second, 48000 or 44100.
    public var sampleRate: Int
    public var channels: Int
    /// The AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1).
    public var configuration: [UInt8]
    /// The frames, used in turn, round and round.
    public var frames: [[UInt8]]
    /// How many frames there are to play. More than the video needs are left out.
    public var frameCount: Int
    /// 1024 for AAC-LC.
    public var samplesPerFrame: Int
    /// Samples before the sound begins, which a player leaves out.
    public var primingSamples: Int

    public init(
        sampleRate: Int, channels: Int, configuration: [UInt8], frames: [[UInt8]], frameCount: Int,
        samplesPerFrame: Int = 1024, primingSamples: Int = 1024
    ) {
        self.sampleRate = sampleRate
        self.channels = channels
        self.configuration = configuration
        self.frames = frames
        self.frameCount = frameCount
        self.samplesPerFrame = samplesPerFrame
        self.primingSamples = primingSamples
    }
}
