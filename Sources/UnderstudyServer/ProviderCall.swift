import Core
import DialectKit
import Engine
import HTTPMessages
import MicroHTTP
import Scenario
import Synchronization
import Time

/// One request to a provider, from its dialect's reading to the delivery of its answer.
final class ProviderCall: Caller, ExchangeOwner {
    private let sandbox: Sandbox
    private let receiver: any Receiver
    private let services: SharedServices

    /// What all calls have in common.
    final class SharedServices: Sendable {
        let files = AssetFiles()
        let dates = DateLine()
        let observer: (any Observer)?
        /// Whether pages of other sites may read what providers answer.
        let allowsOrigins: Bool

        init(observer: (any Observer)?, allowsOrigins: Bool) {
            self.observer = observer
            self.allowsOrigins = allowsOrigins
        }
    }

    private struct Progress: Sendable {
        /// Until its answer waits for scenario time, or the exchange is over.
        var visit: Visit?
        /// What is left of the visit from then on.
        var departure: Departure?
        var waker: ScenarioWaker?
    }

    private let progress = Mutex(Progress())

    init(sandbox: Sandbox, receiver: any Receiver, services: SharedServices) {
        self.sandbox = sandbox
        self.receiver = receiver
        self.services = services
    }

    func begin(_ request: consuming Request, _ dialect: any Dialect, settings: Settings) {
        let hops = request.query.isEmpty ? 0 : request.takeHops()
        let parsed = dialect.parse(request, settings: settings)
        let visit = Visit(
            request: request, parsed: consume parsed, dialect: dialect, caller: self, hops: hops, way: receiver.way)
        progress.withLock { $0.visit = visit }
        sandbox.perform(visit)
    }

    func receive(_ answer: Answer, for visit: Visit) {
        switch answer.outcome {
        case .reply(.asset(let view)):
            let response = visit.dialect.answer(.asset(view), in: answer.context)
            services.files.fill(response, with: view, for: visit.request, change: answer.decision?.value.asset) {
                [self] filled in
                send(
                    filled ?? visit.dialect.envelope(.noFile(view.asset), in: answer.context), about: view.job.id,
                    answer, visit)
            }
        case .reply(.uploaded(let file)):
            send(answerUploaded(file, answer, visit), about: nil, answer, visit)
        case .reply(.job(let view, let occasion)):
            var response = visit.dialect.answer(.job(view, for: occasion), in: answer.context)
            if let change = view.job.change {
                answer.tell(change, in: &response, of: view, visit.dialect.statusPath)
            }
            if !response.body.isFilled {
                answer.decision?.value.applyBody(&response)
                return fill(response, of: view.job, answer, visit)
            }
            send(consume response, about: view.job.id, answer, visit)
        case .reply(let reply):
            send(visit.dialect.answer(reply, in: answer.context), about: reply.job, answer, visit)
        case .refusal(let refusal):
            var response = visit.dialect.envelope(refusal, in: answer.context)
            for field in refusal.headers { response.headers.set(field.name, field.value) }
            send(consume response, about: nil, answer, visit)
        case .foreign(let directive):
            send(directive.response(at: answer.context.now), about: nil, answer, visit)
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
        let stream: @Sendable (EventStream) -> any BodyStream = { [files = services.files] events in
            let player = EventStreamPlayer(events, faults: answer.streamFaults, elapsed: answer.latency)
            return EventBody(player, of: job, files: files, change: change, waker: waker)
        }
        services.files.fill(response, of: job, change: change, stream: stream) { [self] filled in
            guard let filled else {
                return send(
                    visit.dialect.envelope(.noFile(nil), in: answer.context), about: job.id, answer, visit)
            }
            send(filled, about: job.id, answer, visit, note: note, waker: waker)
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
        let entry = sandbox.recordEnd(departure, end, bytesSent: bytesSent, outlines: services.observer != nil)
        if let entry { services.observer?.saw(RequestReport(entry, sandbox: sandbox.name, end)) }
    }

    /// - Parameters:
    ///   - job: the job that the answer is about.
    ///   - note: what the journal keeps of the body, where that is filled with files.
    ///   - waker: where pauses in the body are to be measured as well.
    private func send(
        _ response: consuming Response, about job: String?, _ answer: Answer, _ visit: Visit,
        note: Response.Body? = nil, waker: ScenarioWaker? = nil
    ) {
        if let status = answer.status { response.status = status }
        response.headers.append("Date", bytes: services.dates.text(at: answer.date))
        if services.allowsOrigins { response.open(to: visit.request) }
        guard let decision = answer.decision?.value else {
            sandbox.record(
                visit, job: job, response.status, response.headers, note ?? response.body, at: answer.moment)
            if let waker { progress.withLock { $0.waker = waker } }
            return receiver.deliver(Delivery(consume response), waker: waker)
        }
        if let limit = decision.idleLimit { receiver.closeWhenIdle(after: limit, waker: IdleWaker(sandbox)) }
        // What is filled with files was changed before.
        if note == nil { decision.applyBody(&response) }
        let delivery = decision.delivery(of: response)
        if decision.hidesAnswer {
            sandbox.record(visit, job: job, 0, [:], .bytes([]), at: answer.moment)
        } else {
            let sent = delivery.response
            sandbox.record(visit, job: job, sent.status, sent.headers, note ?? sent.body, at: answer.moment)
        }
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
}

extension Reply {
    /// The job that it is about.
    fileprivate var job: String? {
        switch self {
        case .job(let view, _), .cancelled(let view): view.job.id
        case .asset(let view): view.job.id
        case .dryRun, .catalog, .balance, .costs, .list, .upload, .uploaded: nil
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
