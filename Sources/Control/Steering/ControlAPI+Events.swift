import Documents
import Engine
import HTTPMessages
import Scenario

extension ControlAPI {
    /// `GET …/events`: what happens from now on, or behind the event that `Last-Event-ID` names.
    func events(_ call: ControlCall, _ sandbox: Sandbox) {
        let types: Set<LiveEvent.Kind>
        let last: Int?
        do {
            types = try Self.types(try QueryParameters(call.request.query, ["types"])["types"])
            last = try Self.lastID(call.request.headers["last-event-id"])
        } catch {
            return call.exchange.answer(error.response)
        }
        // Anything may change the verdict.
        let heard = types.contains(.verdict) ? Set(LiveEvent.Kind.allCases) : types
        guard let listener = sandbox.listen(after: last, to: heard) else {
            return call.exchange.answer(
                .problem(503, "\(EventLog.mostListeners) listen to this sandbox already, which is as many as may."))
        }
        call.exchange.whenEnded { _ in listener.leave() }
        call.exchange.answer(
            Response(
                status: 200,
                headers: ["Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"],
                body: .stream(
                    LiveEventBody(
                        listener, showing: types, verdict: types.contains(.verdict) ? LiveVerdict(sandbox) : nil))))
    }

    private static func types(_ written: String?) throws(RequestProblem) -> Set<LiveEvent.Kind> {
        guard let written else { return Set(LiveEvent.Kind.allCases) }
        let known = LiveEvent.Kind.allCases.filter { $0 != .closed }.map(\.rawValue)
        var types: Set<LiveEvent.Kind> = [.closed]
        for word in written.split(separator: ",") {
            guard known.contains(String(word)), let kind = LiveEvent.Kind(rawValue: String(word)) else {
                let meant = Suggestion.nearest(to: String(word), in: known).map { " Did you mean `\($0)`?" } ?? ""
                throw RequestProblem("`types` has `\(word)`; there are \(known.joined(separator: ", ")).\(meant)")
            }
            types.insert(kind)
        }
        guard types.count > 1 else { throw RequestProblem("`types` names none of \(known.joined(separator: ", ")).") }
        return types
    }

    private static func lastID(_ written: String?) throws(RequestProblem) -> Int? {
        guard let written, !written.isEmpty else { return nil }
        guard let number = Int(written), number >= 0 else {
            throw RequestProblem("`Last-Event-ID` must be the number of an event, not `\(written)`.")
        }
        return number
    }
}

/// A body that goes on when something happens, not after a time.
public protocol LiveBody: BodyStream {
    /// Calls back once there is more; on any thread, and perhaps before this returns.
    func whenThereIsMore(_ action: @escaping @Sendable () -> Void)
    func wantsNoCall()
}

/// Server-sent events of a sandbox.
///
/// A loop alone asks it for more, one call after the other.
final class LiveEventBody: LiveBody, @unchecked Sendable {
    let length: Int? = nil
    private let listener: EventListener
    /// What is told of what is heard.
    private let shown: Set<LiveEvent.Kind>
    /// nil: nobody asked for it.
    private let verdict: LiveVerdict?
    /// What changed of the verdict and was not sent yet.
    private var changes: [[UInt8]] = []
    /// Something happened since the verdict was looked at.
    private var isStale = true

    init(_ listener: EventListener, showing shown: Set<LiveEvent.Kind>, verdict: LiveVerdict?) {
        self.listener = listener
        self.shown = shown
        self.verdict = verdict
    }

    func whenThereIsMore(_ action: @escaping @Sendable () -> Void) { listener.whenThere(action) }

    func wantsNoCall() { listener.wantsNoCall() }

    /// A piece longer than asked for is cut by whoever sends it.
    func next(atMost limit: Int) -> BodyPiece {
        if !changes.isEmpty { return Self.event("event: verdict\n", changes.removeFirst()) }
        while true {
            switch listener.next() {
            case .event(let event):
                isStale = true
                guard shown.contains(event.kind) else { continue }
                return Self.event("id: \(event.id)\nevent: \(event.kind.rawValue)\n", event.data)
            case .missed(let count, let isExact):
                isStale = true
                return Self.event("event: missed\n", Array("{\"count\":\(count),\"exact\":\(isExact)}".utf8))
            case .signOfLife: return .bytes(Array(": nothing has happened\n\n".utf8))
            case .nothing:
                guard isStale, let verdict else { return .pause(.nanoseconds(Int64.max)) }
                isStale = false
                changes = verdict.changes
                return changes.isEmpty
                    ? .pause(.nanoseconds(Int64.max)) : Self.event("event: verdict\n", changes.removeFirst())
            case .end: return .end
            }
        }
    }

    private static func event(_ head: String, _ data: [UInt8]) -> BodyPiece {
        .bytes(Array("\(head)data: ".utf8) + data + Array("\n\n".utf8))
    }
}
