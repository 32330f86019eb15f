import Basics
import Core
import DialectKit
import Engine
import HTTPMessages
import Journal
import MicroHTTP
import Scenario
import Time

/// What all exchanges with providers have in common.
final class SharedServices: Sendable {
    let files: AssetFiles
    let dates = DateLine()
    let observer: (any Observer)?
    /// Whether pages of other sites may read what providers answer.
    let allowsOrigins: Bool
    /// Whether the control API wants a token.
    let needsToken: Bool
    /// Hears of what happens in a sandbox without a request.
    let note: @Sendable (SandboxNote) -> Void

    init(
        media: Worker, observer: (any Observer)?, allowsOrigins: Bool, needsToken: Bool = false,
        note: @escaping @Sendable (SandboxNote) -> Void = { _ in }
    ) {
        self.note = note
        self.needsToken = needsToken
        files = AssetFiles(worker: media)
        self.observer = observer
        self.allowsOrigins = allowsOrigins
    }
}

/// One exchange with a provider: the request is read by its dialect and handled by its sandbox, what comes of it is put into words,
/// written down and handed to the network. Then it lives on until the exchange has ended.
final class ProviderExchange: ExchangeOwner {
    private let sandbox: Sandbox
    private let receiver: any Receiver
    private let services: SharedServices

    private enum Stage: Sendable {
        case handling
        case held(HeldRequest)
        /// Its outcome is known, and its files are being made.
        case answering(RequestContext)
        /// Handed to the network.
        case sent(Departure, waker: ScenarioWaker?)
        case over
    }

    private let stage = Lock(Stage.handling)

    init(sandbox: Sandbox, receiver: any Receiver, services: SharedServices) {
        self.sandbox = sandbox
        self.receiver = receiver
        self.services = services
    }

    func serve(_ request: consuming Request, _ dialect: any Dialect, under loaded: LoadedScenario) {
        let redirects = request.query.isEmpty ? 0 : request.takeRedirects()
        var parsed = dialect.parse(request, settings: loaded.settings(dialect.provider))
        parsed.refuseLineBreaks(inQuery: request.query)
        var context = RequestContext(
            request, parsed: parsed, dialect: dialect, under: loaded, redirects: redirects,
            connection: receiver.connectionState, at: receiver.connectionPlace)
        answer(sandbox.handle(&context), context)
    }

    /// With what has come of it: now, or when that is there.
    private func answer(_ handling: Handling, _ context: RequestContext) {
        switch handling {
        case .answered(let answer):
            write(answer, context)
        case .held(let held):
            stage.withLock { $0 = .held(held) }
            held.whenAnswered { [self] answer, context in
                // On the thread of the exchange: a crowd that is released at once is answered by all loops.
                receiver.perform { [self] in write(answer, context) }
            }
        }
    }

    /// Puts an outcome into the provider's words.
    private func write(_ answer: Answer, _ context: RequestContext) {
        let dialect = context.dialect
        switch answer.outcome {
        case .reply(.asset(let view)):
            let response = dialect.answer(.asset(view), in: answer.context)
            stage.withLock { $0 = .answering(context) }
            services.files.fill(
                response, with: view, for: context.request, decision: answer.decision?.value, date: answer.date,
                beforeMaking: { enterWhileMaking(about: view.job.id) }
            ) { [self] filled in
                receiver.perform { [self] in
                    let context = answering(context)
                    let response = filled ?? dialect.envelope(.noFile(view.asset), in: answer.context)
                    send(response, about: view.job.id, answer, context)
                }
            }
        case .reply(.uploaded(let file)):
            send(answerUploaded(file, answer, context), about: nil, answer, context)
        case .reply(.job(let view, let occasion)):
            var response = dialect.answer(.job(view, for: occasion), in: answer.context)
            if let change = view.job.change { answer.tell(change, in: &response, of: view, dialect.statusPath) }
            if !response.body.isFilled {
                answer.decision?.value.applyBody(&response)
                return fill(response, of: view.job, answer, context)
            }
            send(consume response, about: view.job.id, answer, context)
        case .reply(let reply):
            send(dialect.answer(reply, in: answer.context), about: reply.job, answer, context)
        case .refusal(let refusal):
            var response = dialect.envelope(refusal, in: answer.context)
            for field in refusal.headers { response.headers.set(field.name, nil) }
            for field in refusal.headers { response.headers.append(field.name, field.value) }
            send(consume response, about: nil, answer, context)
        case .foreign(let directive):
            send(directive.response(at: answer.context.stamp), about: nil, answer, context)
        }
    }

    private func answerUploaded(_ file: UploadedFile, _ answer: Answer, _ context: RequestContext) -> Response {
        let response = context.dialect.answer(.uploaded(file), in: answer.context)
        guard case .asset = response.body, case .bytes(let bytes) = file.content else { return response }
        var decision = answer.decision?.value
        // What a job has made is an asset; this was handed in.
        decision?.asset = nil
        return FileAnswer(
            file: .whole(bytes), tag: "\"\(file.digest)\"", name: file.name, decision: decision, date: answer.date
        ).apply(to: response, context.request)
    }

    /// An answer with files of the job in it.
    private func fill(_ response: Response, of job: Job, _ answer: Answer, _ context: RequestContext) {
        let waker = ScenarioWaker(sandbox, from: answer.moment, base: context.request.base)
        let note = response.body
        let change = job.assetTerms
        let stream: @Sendable (EventStream) -> any BodyStream = { [files = services.files] events in
            let player = EventStreamPlayer(events, faults: answer.streamFaults, elapsed: answer.latency)
            return EventBody(player, of: job, files: files, change: change, waker: waker)
        }
        stage.withLock { $0 = .answering(context) }
        services.files.fill(
            response, of: job, change: change, stream: stream, beforeMaking: { enterWhileMaking(about: job.id) }
        ) { [self] filled in
            receiver.perform { [self] in
                let context = answering(context)
                if let filled {
                    send(filled, about: job.id, answer, context, note: note, waker: waker)
                } else {
                    let response = context.dialect.envelope(.noFile(nil), in: answer.context)
                    send(response, about: job.id, answer, context)
                }
            }
        }
    }

    /// A file that has to be made takes a while: the journal has the request meanwhile.
    private func enterWhileMaking(about job: String) {
        guard case .answering(var context) = stage.withLock({ $0 }) else { return }
        sandbox.enterWhileMaking(&context, about: job)
        stage.withLock { $0 = .answering(context) }
    }

    /// What is known of the request by now whose files were made.
    private func answering(_ context: RequestContext) -> RequestContext {
        stage.withLock { if case .answering(let known) = $0 { known } else { context } }
    }

    /// - Parameters:
    ///   - job: the job that the answer is about.
    ///   - note: what the journal keeps of the body, where that is filled with files.
    ///   - waker: where pauses in the body are to be measured as well.
    private func send(
        _ response: consuming Response, about job: String?, _ answer: Answer, _ seen: RequestContext,
        note: Response.Body? = nil, waker: ScenarioWaker? = nil
    ) {
        var context = seen
        if let status = answer.status { response.status = status }
        let hasFiles = note != nil || answer.isFile
        // A page or an error of a rule may have one of its own.
        if answer.decision == nil || response.headers["Date"] == nil {
            response.headers.append("Date", bytes: services.dates.text(at: answer.date))
        }
        if services.allowsOrigins { response.open(to: context.request) }
        guard let decision = answer.decision?.value else {
            let departure = sandbox.record(
                context, answer, job: job, hasFiles: hasFiles, response.status, response.headers, note ?? response.body,
                at: answer.moment)
            sandbox.moveClock(after: answer, to: context)
            return deliver(Delivery(consume response), departure, waker: waker)
        }
        if let limit = decision.idleLimit {
            receiver.closeWhenIdle(after: limit, waker: ConnectionWaker.ofIdleness(sandbox))
        }
        if decision.reuseClose != nil || decision.reception != nil, let note = answer.decision {
            // For the requests that are not served because of it.
            receiver.leaveNote(note)
        }
        if let close = decision.reuseClose { receiver.closeAtNextRequest(close) }
        if let reception = decision.reception {
            receiver.receive(as: reception, waker: ConnectionWaker.ofReading(sandbox))
        }
        // What is filled with files was changed before.
        if note == nil { decision.applyBody(&response) }
        let readable = decision.bodyFilters.isEmpty ? nil : response.body
        if case .stream(let stream) = response.body, !decision.streamFilters.isEmpty {
            response.body = .stream(FilteredBody(stream, decision.streamFilters))
        }
        var delivery = decision.delivery(of: response)
        if answer.tellsOfPhantom {
            switch delivery.arrivesWhole {
            case true?:
                if let other = sandbox.commitPhantom(of: answer, &context) { return self.answer(other, context) }
            case nil:
                sandbox.enterBeforehand(&context, job: job)
                delivery.response.commitAtEnd(answer, context, in: sandbox)
            case false?: break
            }
        }
        let sent = delivery.response
        var departure =
            decision.hidesAnswer
            ? sandbox.record(context, answer, job: job, hasFiles: hasFiles, 0, [:], .bytes([]), at: answer.moment)
            : sandbox.record(
                context, answer, job: job, hasFiles: hasFiles, faultCame: !decision.leavesFaultOut(of: delivery),
                commitsAtEnd: answer.tellsOfPhantom && delivery.arrivesWhole == nil,
                sent.status, sent.headers, note ?? readable ?? sent.body,
                at: answer.moment)
        departure.arrivesWhole = delivery.tellsItsLength ? delivery.arrivesWhole : false
        sandbox.moveClock(after: answer, to: context)
        let isScripted = delivery.takesTime || waker != nil
        deliver(
            delivery, departure,
            waker: isScripted ? waker ?? ScenarioWaker(sandbox, from: answer.moment, base: context.request.base) : nil)
    }

    private func deliver(_ delivery: consuming Delivery, _ departure: Departure, waker: ScenarioWaker?) {
        waker?.entry = departure.journal
        stage.withLock { $0 = .sent(departure, waker: waker) }
        receiver.deliver(delivery, waker: waker)
    }

    /// The exchange is over, however it ended.
    func ended(_ end: ExchangeEnd, bytesSent: Int) {
        let last = stage.withLock { stage in
            defer { stage = .over }
            return stage
        }
        let departure: Departure
        switch last {
        case .handling, .over: return
        case .held(let held):
            departure = sandbox.leave(held, end)
        case .answering(let context):
            departure = sandbox.record(context, nil, job: nil, 0, [:], .bytes([]), at: sandbox.now)
            sandbox.leave(departure, end)
        case .sent(let sent, let waker):
            departure = sent
            waker?.cancelAll()
            sandbox.leave(departure, end)
        }
        let entry = sandbox.recordEnd(departure, end, bytesSent: bytesSent, outlines: services.observer != nil)
        if let entry { services.observer?.saw(RequestReport(entry, sandbox: sandbox.name, end)) }
    }
}

extension Receiver {
    var connectionPlace: ConnectionPlace { ConnectionPlace(number: connectionNumber, ordinal: numberOnConnection) }

    /// What became of the connection that the request came by.
    fileprivate var connectionState: RequestContext.ConnectionState {
        let note = connectionNote
        guard isFirstOnConnection, !(note is NothingDecided) else { return .reused }
        return (note as? Shared<Decision>).map { .decided($0) } ?? .new
    }
}

extension Response {
    /// Of a stream nobody knows how long it will be: its job comes into being when its end goes out.
    fileprivate mutating func commitAtEnd(_ answer: Answer, _ context: RequestContext, in sandbox: Sandbox) {
        guard case .stream(let stream) = body else { return }
        body = .stream(
            WatchedStream(stream) {
                // What the job would be answered with has left already.
                var context = context
                _ = sandbox.commitPhantom(of: answer, &context)
            })
    }
}

extension Delivery {
    /// Whether the client learns rightly how long the answer is.
    fileprivate var tellsItsLength: Bool {
        switch framing {
        case .automatic, .chunked: true
        case .declared, .doubled: false
        }
    }

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
    fileprivate mutating func takeRedirects() -> Int {
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
