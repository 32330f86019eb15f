import Core
import DialectKit
import HTTPMessages
import Media
import MicroHTTP
import Synchronization

/// The bytes behind asset answers: made at the first download, off the loops and outside every lock, and kept for a while.
final class AssetFiles: Sendable {
    /// Pictures up to this many pixels are made in place: that is faster than asking the media thread.
    private static let madeInPlace = 256 * 256

    private let cache = Mutex(FileCache())
    private let worker = Worker(name: "media")

    deinit {
        worker.stop()
    }

    /// Fills a dialect's answer with the file it promised, as the request's range asks; nil for a format that is not made yet.
    func fill(
        _ response: Response, with view: AssetView, for request: Request, then: @escaping @Sendable (Response?) -> Void
    ) {
        guard case .asset = response.body else { return then(response) }
        guard view.asset.format == .png else { return then(nil) }
        let picture = Picture(view)
        let tag = "\"\(Self.name(of: picture, view))\""
        if let bytes = cache.withLock({ $0.bytes(of: picture) }) {
            return then(FileAnswer(bytes: bytes, tag: tag, name: view.fileName).apply(to: response, request))
        }
        let make: @Sendable () -> Void = { [self] in
            let bytes = PNG.encode(picture)
            cache.withLock { $0.keep(bytes, of: picture) }
            then(FileAnswer(bytes: bytes, tag: tag, name: view.fileName).apply(to: response, request))
        }
        if picture.width * picture.height <= Self.madeInPlace { make() } else { worker.perform(make) }
    }

    /// An entity tag from what decides the bytes, so it is known before the file is made.
    private static func name(of picture: Picture, _ view: AssetView) -> String {
        "\(view.job.id)-\(view.index)-\(picture.width)x\(picture.height)"
    }
}

extension Picture {
    init(_ view: AssetView) {
        let caption = Caption(
            provider: view.job.provider.rawValue, model: view.job.request.model, prompt: view.job.request.prompt,
            index: view.index + 1, count: view.job.request.assets.count, references: view.asset.references)
        self.init(width: view.asset.width, height: view.asset.height, seed: view.asset.seed, caption: caption)
    }
}

extension AssetView {
    /// What a browser offers to save it as.
    var fileName: String { "\(job.id)-\(index).\(asset.format.rawValue)" }
}
