/// What is known of a picture, a film or a sound.
public struct MediaFacts: Sendable, Equatable {
    /// Pixels; nil for a sound, and where nothing says so.
    public var size: PixelSize?
    /// nil for a picture, and where nothing says so.
    public var seconds: Double?
    public var framesPerSecond: Double?
    /// nil where nothing says so.
    public var hasSound: Bool?
    /// As it was asked for, such as `16:9`; nil where nobody did.
    public var aspectRatio: String?

    public init(
        size: PixelSize? = nil, seconds: Double? = nil, framesPerSecond: Double? = nil, hasSound: Bool? = nil,
        aspectRatio: String? = nil
    ) {
        self.aspectRatio = aspectRatio
        self.size = size
        self.seconds = seconds
        self.framesPerSecond = framesPerSecond
        self.hasSound = hasSound
    }
}

extension Asset {
    public var facts: MediaFacts {
        MediaFacts(
            size: width > 0 && height > 0 ? PixelSize(width: width, height: height) : nil, seconds: seconds,
            framesPerSecond: framesPerSecond.map(Double.init), hasSound: hasSound, aspectRatio: aspectRatio)
    }
}
