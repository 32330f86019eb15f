/// A file that a job makes, as a description: the same description gives the same bytes on every machine.
public struct Asset: Sendable, Equatable {
    public enum Format: String, Sendable, Hashable, CaseIterable {
        case png, jpeg, webp, svg, mp4, mp3, wav, text, json

        public var mimeType: String {
            switch self {
            case .png: "image/png"
            case .jpeg: "image/jpeg"
            case .webp: "image/webp"
            case .svg: "image/svg+xml"
            case .mp4: "video/mp4"
            case .mp3: "audio/mpeg"
            case .wav: "audio/wav"
            case .text: "text/plain; charset=utf-8"
            case .json: "application/json"
            }
        }
    }

    public var format: Format
    /// Pixels; 0 for sound and text.
    public var width: Int
    public var height: Int
    /// Seconds of video or sound; nil for stills and text.
    public var seconds: Double?
    public var framesPerSecond: Int?
    public var hasSound: Bool
    /// Decides colours and pattern. Follows from the job's seed; set when the file is asked for.
    public var seed: UInt64
    /// How many reference images the request came with; the picture says so.
    public var references: Int
    /// As it was asked for, such as `16:9`; nil where the request named none. The picture says so.
    public var aspectRatio: String?
    /// A transparent background, where the format can have one: PNG and WebP.
    public var alpha: Bool
    /// Which picture on the way to the finished one this is, counted from 0; nil: the finished one. The picture says so.
    public var preview: Int?

    public init(
        format: Format, width: Int = 0, height: Int = 0, seconds: Double? = nil, framesPerSecond: Int? = nil,
        hasSound: Bool = false, seed: UInt64 = 0, references: Int = 0, aspectRatio: String? = nil,
        alpha: Bool = false
    ) {
        self.format = format
        self.width = width
        self.height = height
        self.seconds = seconds
        self.framesPerSecond = framesPerSecond
        self.hasSound = hasSound
        self.seed = seed
        self.references = references
        self.aspectRatio = aspectRatio
        self.alpha = alpha
        preview = nil
    }
}
