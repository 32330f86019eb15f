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
        /// Until its answer waits for scenario time, or the exchange is over.
        var visit: Visit?
        /// What is left of the visit from then on.
        var departure: Departure?
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
        let hops = request.query.isEmpty ? 0 : request.takeHops()
        let ask = dialect.ask(request, settings: settings)
        let visit = Visit(
            request: request, ask: consume ask, dialect: dialect, caller: self, hops: hops, way: receiver.way)
        progress.withLock { $0.visit = visit }
        sandbox.perform(visit)
    }

    func receive(_ answer: Answer, for visit: Visit) {
        switch answer.outcome {
        case .reply(.asset(let view)):
            let response = visit.dialect.answer(.asset(view), in: answer.context)
            files.fill(response, with: view, for: visit.request, change: answer.decision?.value.asset) {
                [self] filled in
                send(filled ?? visit.dialect.envelope(.noFile(view.asset), in: answer.context), answer, visit)
            }
        case .reply(.uploaded(let file)):
            send(answerUploaded(file, answer, visit), answer, visit)
        case .reply(let reply):
            var response = visit.dialect.answer(reply, in: answer.context)
            if case .job(let view, _) = reply {
                if let change = view.job.change {
                    answer.tell(change, in: &response, of: view, visit.dialect.statusPath)
                }
                if !response.body.isFilled {
                    answer.decision?.value.reshape(&response)
                    return fill(response, of: view.job, answer, visit)
                }
            }
            send(consume response, answer, visit)
        case .refusal(let refusal):
            var response = visit.dialect.envelope(refusal, in: answer.context)
            for field in refusal.headers { response.headers.set(field.name, field.value) }
            send(consume response, answer, visit)
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
        let change = sandbox.fileChange(of: job, for: visit, at: answer.moment)
        let stream: @Sendable (EventStream) -> any BodyStream = { [files] events in
            let player = EventStreamPlayer(events, faults: answer.streamFaults, elapsed: answer.latency)
            return EventBody(player, of: job, files: files, change: change, waker: waker)
        }
        files.fill(response, of: job, change: change, stream: stream) { [self] filled in
            guard let filled else {
                return send(visit.dialect.envelope(.noFile(nil), in: answer.context), answer, visit)
            }
            send(filled, answer, visit, note: note, waker: waker)
        }
    }

    /// The exchange is over, however it ended.
    func ended(_ end: ExchangeEnd, bytesSent: Int) {
        let last = progress.withLock { progress in
            defer { progress = Progress() }
            return progress
        }
        last.waker?.cancelAll()
        guard let departure = last.departure ?? last.visit.map(sandbox.departure(of:)) else { return }
        if let visit = last.visit { sandbox.leave(visit, end) } else { sandbox.leave(departure, end) }
        let entry = sandbox.recordEnd(departure, end, bytesSent: bytesSent, copy: observer != nil)
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
        response.headers.append("Date", bytes: dates.text(at: answer.date))
        if allowsOrigins { response.open(to: visit.request) }
        guard let decision = answer.decision?.value else {
            sandbox.record(visit, job: answer.job, response: response.noted(note), moment: answer.moment)
            if let waker { progress.withLock { $0.waker = waker } }
            return receiver.deliver(Delivery(consume response), waker: waker)
        }
        if let limit = decision.idleLimit { receiver.closeWhenIdle(after: limit, waker: IdleWaker(sandbox)) }
        // What is filled with files was changed before.
        if note == nil { decision.reshape(&response) }
        let delivery = decision.delivery(of: response)
        let sent = decision.hidesAnswer ? Response(status: 0) : delivery.response.noted(note)
        sandbox.record(visit, job: answer.job, response: sent, moment: answer.moment)
        guard delivery.takesTime || waker != nil else { return receiver.deliver(delivery, waker: nil) }
        let waker = waker ?? ScenarioWaker(sandbox, from: answer.moment)
        let departure = sandbox.departure(of: visit)
        progress.withLock { progress in
            progress.waker = waker
            guard progress.visit.take() != nil else { return }
            progress.departure = departure
        }
        receiver.deliver(delivery, waker: waker)
    }
}

extension Response {
    /// The same with what the journal keeps of a body that is filled with files.
    fileprivate func noted(_ note: Response.Body?) -> Response {
        note.map { Response(status: status, headers: headers, body: $0) } ?? self
    }
}

extension Delivery {
    /// Whether something of it waits for scenario time.
    fileprivate var takesTime: Bool {
        switch ending {
        case .stalled, .silent: true
        case .complete, .empty, .reset, .truncated, .brokenChunk, .raw:
            delay > .zero || slices != nil || closeDelay != nil
        }
    }
}

extension Request {
    /// How often a redirect has sent the client on: its mark, which nobody else is to see, is taken out of the query.
    fileprivate mutating func takeHops() -> Int {
        let marker = RedirectDirective.marker + "="
        guard query.utf8.contains(UInt8(ascii: "_")), query.contains(marker) else { return 0 }
        let parameters = query.split(separator: "&", omittingEmptySubsequences: false)
        query = parameters.filter { !$0.hasPrefix(marker) }.joined(separator: "&")
        return parameters.first { $0.hasPrefix(marker) }.flatMap { Int($0.dropFirst(marker.count)) } ?? 0
    }
}

extension Answer {
    /// Makes of a dialect's answer about a job what the scenario wants to be told instead.
    fileprivate func tell(
        _ change: JobChange, in response: inout Response, of view: JobView, _ statusPath: [String]
    ) {
        change.edit(
            &response, of: view, age: moment - view.job.created, statusPath: statusPath, base: context.base)
    }

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
