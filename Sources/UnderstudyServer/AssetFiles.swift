import Basics
import Core
import DialectKit
import HTTPMessages
import Media
import MicroHTTP
import Scenario
import Time

/// The bytes behind asset answers: made at the first download, off the loops and outside every lock, and kept for a while.
final class AssetFiles: Sendable {
    private let cache = Lock(FileCache())
    private let worker: Worker

    /// - Parameter worker: makes what takes long. Whoever made it stops it.
    init(worker: Worker) {
        self.worker = worker
    }

    /// Fills a dialect's answer with the file it promised, as the request's range asks; nil when it promised no file at all.
    ///
    /// - Parameters:
    ///   - decision: what the rules want to be different about it; nil for nearly all.
    ///   - date: what the answer's `Date` says.
    ///   - beforeMaking: called first where the file is not at hand, and takes a while to be made.
    func fill(
        _ response: Response, with view: AssetView, for request: Request, decision: Decision?, date: Timestamp,
        beforeMaking: () -> Void = {}, then: @escaping @Sendable (Response?) -> Void
    ) {
        guard case .asset = response.body else { return then(response) }
        let change = decision?.asset
        guard let plan = MediaPlan(view, changed: change) else { return then(nil) }
        let answer: @Sendable (MediaFile) -> Void = { file in
            let file = file.spoilt(by: change)
            let answer = FileAnswer(
                file: file, tag: plan.tag(changed: change), modified: view.modified, name: view.fileName,
                decision: decision, date: date)
            then(answer.apply(to: response, request))
        }
        withFile(of: plan, beforeMaking: beforeMaking, answer) { then(.stopping) }
    }

    /// A file, made on the media thread where that takes long.
    ///
    /// - Parameter orElse: called instead when nobody makes files any more.
    func withFile(
        of plan: MediaPlan, beforeMaking: () -> Void = {}, _ action: @escaping @Sendable (MediaFile) -> Void,
        orElse: @escaping @Sendable () -> Void
    ) {
        if let file = known(plan) { return action(file) }
        if plan.isQuick { return action(make(plan)) }
        beforeMaking()
        worker.perform { [self] in
            action(made(plan))
        } orElse: {
            orElse()
        }
    }

    /// nil where it was not made lately.
    func known(_ plan: MediaPlan) -> MediaFile? { cache.withLock { $0.file(of: plan) } }

    /// Fills the files that an answer to a create holds into it, or makes them so that its stream of events finds them when
    /// their time comes; nil when there is no such file.
    ///
    /// - Parameters:
    ///   - change: what a rule wants to be different about the files.
    ///   - beforeMaking: called first where a file is not at hand, and takes a while to be made.
    func fill(
        _ response: Response, of job: Job, change: AssetDirective?,
        stream: @escaping @Sendable (EventStream) -> any BodyStream, beforeMaking: () -> Void = {},
        then: @escaping @Sendable (Response?) -> Void
    ) {
        let parts: [BodyPart]
        switch response.body {
        case .parts(let all): parts = all
        case .events(let events): parts = events.parts
        case .bytes, .stream, .asset: return then(response)
        }
        let finish: @Sendable () -> Void = { [self] in
            let filled = parts.map { self.filled($0, of: job, change: change) }
            guard filled.allSatisfy({ $0 != nil }) else { return then(nil) }
            var response = response
            if case .events(let events) = response.body {
                response.body = .stream(stream(events))
            } else {
                response.body = .stream(PartsBody(filled.compactMap(\.self)))
            }
            then(response)
        }
        if parts.allSatisfy({ isAtHand($0, of: job, change: change) }) {
            finish()
        } else {
            beforeMaking()
            worker.perform(finish) { then(.stopping) }
        }
    }

    /// A part with its file, which is made here and now if the cache has it no more; nil when there is no such file.
    func filled(_ part: BodyPart, of job: Job, change: AssetDirective?) -> FilledPart? {
        switch part {
        case .bytes(let bytes): return .bytes(bytes)
        case .base64(let index, let preview):
            return plan(job, index, preview: preview, change).map { .base64(made($0).spoilt(by: change)) }
        case .jsonText(let index, let place, let count):
            guard let plan = plan(job, index, change) else { return nil }
            let file = made(plan)
            return .bytes(TextPart(file.bytes(0..<file.length)).json(place, of: count))
        }
    }

    private func isAtHand(_ part: BodyPart, of job: Job, change: AssetDirective?) -> Bool {
        switch part {
        case .bytes: true
        case .base64(let index, let preview): isAtHand(plan(job, index, preview: preview, change))
        case .jsonText(let index, _, _): isAtHand(plan(job, index, change))
        }
    }

    /// The file that stands in an answer; nil when there is none.
    private func plan(_ job: Job, _ index: Int, preview: Int? = nil, _ change: AssetDirective?) -> MediaPlan? {
        AssetView(of: job, index, preview: preview).flatMap { MediaPlan($0, changed: change) }
    }

    /// There is nothing to wait for where there is no file.
    private func isAtHand(_ plan: MediaPlan?) -> Bool {
        guard let plan else { return true }
        return plan.isQuick || cache.withLock { $0.file(of: plan) } != nil
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

extension Response {
    /// Of a file that nobody will make any more.
    static var stopping: Response { .plain(503, "The server is stopping.") }
}

extension MediaPlan {
    /// With what a rule changes about the picture itself.
    fileprivate init?(_ view: AssetView, changed change: AssetDirective?) {
        self.init(change?.contents.isClamped == true ? view.clamped : view)
    }

    /// What is cut or filled up to a length is another file than the good one. What is spoilt is not: nothing tells.
    fileprivate func tag(changed change: AssetDirective?) -> String {
        let marks = [change?.contents.bytes.map { String($0) }, change?.tagMark.map { String($0, radix: 16) }]
            .compactMap(\.self)
        return marks.isEmpty ? tag : "\"\(([tag.filter { $0 != "\"" }] + marks).joined(separator: "-"))\""
    }
}

extension AssetView {
    /// Half as wide and half as high as was asked for (failures.md §P15) [chosen].
    fileprivate var clamped: AssetView {
        var view = self
        view.asset.width = max(1, asset.width / 2)
        view.asset.height = max(1, asset.height / 2)
        return view
    }

    /// What a browser offers to save it as.
    fileprivate var fileName: String { "\(job.id)-\(index).\(asset.format.rawValue)" }
}
