import Core
import DialectKit
import Engine
import HTTPMessages
import MicroHTTP
import Scenario
import Synchronization
import Time

/// One request to a provider, from its dialect's reading to the delivery of its answer.
final class ProviderCall: Caller {
    private let sandbox: Sandbox
    private let receiver: any Receiver
    private let files: AssetFiles
    private let dates: DateLine
    private let observer: (any Observer)?
    private let allowsOrigins: Bool

    private struct Progress: Sendable {
        var visit: Visit?
        var waker: ScenarioWaker?
    }

    private let progress = Mutex(Progress())

    init(
        sandbox: Sandbox, receiver: any Receiver, files: AssetFiles, dates: DateLine, observer: (any Observer)?,
        allowsOrigins: Bool
    ) {
        self.sandbox = sandbox
        self.receiver = receiver
        self.files = files
        self.dates = dates
        self.observer = observer
        self.allowsOrigins = allowsOrigins
    }

    func begin(_ request: consuming Request, _ dialect: any Dialect, settings: Settings) {
        let ask = dialect.ask(request, settings: settings)
        let visit = Visit(request: request, ask: consume ask, dialect: dialect, caller: self)
        progress.withLock { $0.visit = visit }
        sandbox.perform(visit)
    }

    func receive(_ answer: Answer, for visit: Visit) {
        switch answer.outcome {
        case .reply(.asset(let view)):
            let response = visit.dialect.answer(.asset(view), in: answer.context)
            files.fill(response, with: view, for: visit.request) { [self] filled in
                send(filled ?? visit.dialect.envelope(.noFile(view.asset), in: answer.context), answer, visit)
            }
        case .reply(.uploaded(let file)):
            send(answerUploaded(file, answer, visit), answer, visit)
        case .reply(let reply):
            let response = visit.dialect.answer(reply, in: answer.context)
            guard !response.body.isFilled, case .job(let view, _) = reply else { return send(response, answer, visit) }
            fill(response, of: view.job, answer, visit)
        case .refusal(let refusal):
            var response = visit.dialect.envelope(refusal, in: answer.context)
            for field in refusal.headers { response.headers.set(field.name, field.value) }
            send(response, answer, visit)
        case .foreign(let directive):
            send(directive.response(at: answer.context.now), answer, visit)
        }
    }

    private func answerUploaded(_ file: UploadedFile, _ answer: Answer, _ visit: Visit) -> Response {
        let response = visit.dialect.answer(.uploaded(file), in: answer.context)
        guard case .asset = response.body, case .bytes(let bytes) = file.content else { return response }
        return FileAnswer(file: .whole(bytes), tag: "\"\(file.digest)\"", name: file.name).apply(
            to: response, visit.request)
    }

    /// An answer with files of the job in it.
    private func fill(_ response: Response, of job: Job, _ answer: Answer, _ visit: Visit) {
        let waker = ScenarioWaker(sandbox, from: answer.moment)
        let note = response.body
        let stream: @Sendable (EventStream) -> any BodyStream = { [files] events in
            let player = EventStreamPlayer(events, faults: answer.streamFaults, elapsed: answer.latency)
            return EventBody(player, of: job, files: files, waker: waker)
        }
        files.fill(response, of: job, stream: stream) { [self] filled in
            guard let filled else {
                return send(visit.dialect.envelope(.noFile(nil), in: answer.context), answer, visit)
            }
            send(filled, answer, visit, note: note, waker: waker)
        }
    }

    /// The exchange is over, however it ended.
    func ended(_ end: ExchangeEnd, bytesSent: Int) {
        let (visit, waker) = progress.withLock { progress in
            defer { progress.waker = nil }
            return (progress.visit.take(), progress.waker)
        }
        waker?.cancelAll()
        guard let visit else { return }
        sandbox.leave(visit, end)
        let entry = sandbox.recordEnd(visit, end, bytesSent: bytesSent, copy: observer != nil)
        if let entry { observer?.saw(RequestReport(entry, sandbox: sandbox.name, end)) }
    }

    /// - Parameters:
    ///   - note: what the journal keeps of the body, where that is filled with files.
    ///   - waker: where pauses in the body are to be measured as well.
    private func send(
        _ response: consuming Response, _ answer: Answer, _ visit: Visit, note: Response.Body? = nil,
        waker: ScenarioWaker? = nil
    ) {
        if let status = answer.status { response.status = status }
        response.headers.append("Date", bytes: dates.text(at: answer.context.now + answer.latency))
        if allowsOrigins { response.open(to: visit.request) }
        if let note {
            let noted = Response(status: response.status, headers: response.headers, body: note)
            sandbox.record(visit, job: answer.job, response: noted, moment: answer.moment)
        } else {
            sandbox.record(visit, job: answer.job, response: response, moment: answer.moment)
        }
        let delivery = Delivery(response, delay: answer.latency)
        guard answer.latency > .zero || waker != nil else { return receiver.deliver(delivery, waker: nil) }
        let waker = waker ?? ScenarioWaker(sandbox, from: answer.moment)
        progress.withLock { $0.waker = waker }
        receiver.deliver(delivery, waker: waker)
    }
}

extension Answer {
    /// The job that the answer is about.
    fileprivate var job: String? {
        switch outcome {
        case .reply(.job(let view, _)), .reply(.cancelled(let view)): view.job.id
        case .reply(.asset(let view)): view.job.id
        case .reply, .refusal, .foreign: nil
        }
    }
}

extension HTTPErrorDirective {
    fileprivate func response(at now: Timestamp) -> Response {
        var response = Response(status: status, body: body)
        for field in self.headers + DialectKit.headers(for: retryAfter, now: now) {
            response.headers.append(field.name, field.value)
        }
        return response
    }
}

extension Refusal {
    /// Text stands in the answers themselves and is no file.
    fileprivate static func noFile(_ asset: Asset?) -> Refusal {
        let kind = asset.map { "\($0.format.rawValue) files" } ?? "such files"
        return Refusal(.assetUnavailable, message: "Understudy hands out no \(kind).")
    }
}
