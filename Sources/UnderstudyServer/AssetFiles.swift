import Core
import DialectKit
import HTTPMessages
import Media
import MicroHTTP
import Synchronization

/// The bytes behind asset answers: made at the first download, off the loops and outside every lock, and kept for a while.
final class AssetFiles: Sendable {
    private let cache = Mutex(FileCache())
    private let worker = Worker(name: "media")

    deinit {
        worker.stop()
    }

    /// Fills a dialect's answer with the file it promised, as the request's range asks; nil when it promised no file at all.
    func fill(
        _ response: Response, with view: AssetView, for request: Request, then: @escaping @Sendable (Response?) -> Void
    ) {
        guard case .asset = response.body else { return then(response) }
        guard let plan = MediaPlan(view) else { return then(nil) }
        let answer: @Sendable (MediaFile) -> Void = { file in
            then(FileAnswer(file: file, tag: plan.tag, name: view.fileName).apply(to: response, request))
        }
        if let file = cache.withLock({ $0.file(of: plan) }) { return answer(file) }
        if plan.isQuick { return answer(make(plan)) }
        worker.perform { [self] in answer(made(plan)) }
    }

    /// Somebody may have asked for the same file while this one waited in line.
    private func made(_ plan: MediaPlan) -> MediaFile {
        cache.withLock { $0.file(of: plan) } ?? make(plan)
    }

    private func make(_ plan: MediaPlan) -> MediaFile {
        let file = plan.make()
        cache.withLock { $0.keep(file, of: plan) }
        return file
    }
}

extension AssetView {
    /// What a browser offers to save it as.
    fileprivate var fileName: String { "\(job.id)-\(index).\(asset.format.rawValue)" }
}
