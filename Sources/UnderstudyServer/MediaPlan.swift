import Core
import DialectKit
import Media

/// Everything that decides the bytes of a file, and nothing else: equal plans give equal files.
enum MediaPlan: Sendable, Hashable {
    case still(Asset.Format, Picture)
    case movie(Movie)
    case sound(Asset.Format, Sound)

    /// nil for text, which no provider hands out as a file.
    init?(_ view: AssetView) {
        let asset = view.asset
        let caption = Caption(view)
        switch asset.format {
        case .png, .jpeg, .webp:
            self = .still(
                asset.format,
                Picture(
                    width: asset.width, height: asset.height, seed: asset.seed, caption: caption,
                    alpha: asset.alpha && asset.format != .jpeg))
        case .svg:
            self = .still(
                .svg, Picture(width: asset.width, height: asset.height, seed: asset.seed, caption: caption))
        case .mp4:
            self = .movie(
                Movie(
                    width: asset.width, height: asset.height, milliseconds: asset.milliseconds,
                    rate: FrameRate(asset.framesPerSecond ?? MediaPlan.standardRate) ?? .fps24, seed: asset.seed,
                    caption: caption, hasSound: asset.hasSound))
        case .mp3, .wav:
            self = .sound(
                asset.format,
                Sound(length: Seconds(asset.milliseconds, over: 1_000), seed: asset.seed, caption: caption))
        case .text, .json:
            return nil
        }
    }

    /// The file of a job's n-th asset, or of a picture on the way to it; nil when there is none.
    init?(_ job: Job, _ index: Int, preview: Int? = nil) {
        guard let view = AssetView(of: job, index, preview: preview) else { return nil }
        self.init(view)
    }

    /// Frames a second where a provider's catalog names none [chosen].
    private static let standardRate = 24

    /// Whether making it takes so little time that asking the media thread would take longer.
    var isQuick: Bool {
        switch self {
        case .still(.svg, _): true
        case .still(_, let picture): picture.width * picture.height <= 256 * 256
        case .movie: false
        case .sound: true
        }
    }

    func make() -> MediaFile {
        switch self {
        case .still(.jpeg, let picture): .whole(JPEG.encode(picture))
        case .still(.webp, let picture): .whole(WebP.encode(picture))
        case .still(.svg, let picture): .whole(SVG.encode(picture))
        case .still(_, let picture): .whole(PNG.encode(picture))
        case .movie(let movie):
            .whole(MP4.encode(movie, sound: movie.hasSound ? AAC.track(seconds: movie.length, seed: movie.seed) : nil))
        case .sound(.wav, let sound): .streamed(WAV.encode(sound))
        case .sound(_, let sound): .streamed(MP3.encode(sound))
        }
    }
}

extension AssetView {
    /// A job's n-th asset, or a picture on the way to it; nil when there is none.
    init?(of job: Job, _ index: Int, preview: Int? = nil) {
        guard let asset = job.asset(index, preview: preview) else { return nil }
        self.init(job: job, index: index, asset: asset)
    }
}

extension Caption {
    fileprivate init(_ view: AssetView) {
        self.init(
            provider: view.job.provider.rawValue, model: view.job.request.model, prompt: view.job.request.prompt,
            index: view.index + 1, count: view.job.request.assets.count, references: view.asset.references,
            aspectRatio: view.asset.aspectRatio, preview: view.asset.preview.map { $0 + 1 })
    }
}

extension Asset {
    /// A length that is missing is a second.
    fileprivate var milliseconds: Int {
        let thousandths = ((seconds ?? 1) * 1_000).rounded()
        return thousandths >= 1 && thousandths < 1e9 ? Int(thousandths) : 1
    }
}

extension Movie {
    fileprivate var length: Seconds { Seconds(milliseconds, over: 1_000) }
}
