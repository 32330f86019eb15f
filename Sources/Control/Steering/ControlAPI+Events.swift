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
        guard let listener = sandbox.listen(after: last, to: types) else {
            return call.exchange.answer(
                .problem(503, "\(EventLog.mostListeners) listen to this sandbox already, which is as many as may."))
        }
        call.exchange.whenEnded { _ in listener.leave() }
        call.exchange.answer(
            Response(
                status: 200,
                headers: ["Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"],
                body: .stream(LiveEventBody(listener))))
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
final class LiveEventBody: LiveBody {
    let length: Int? = nil
    private let listener: EventListener

    init(_ listener: EventListener) {
        self.listener = listener
    }

    func whenThereIsMore(_ action: @escaping @Sendable () -> Void) { listener.whenThere(action) }

    func wantsNoCall() { listener.wantsNoCall() }

    /// A piece longer than asked for is cut by whoever sends it.
    func next(atMost limit: Int) -> BodyPiece {
        switch listener.next() {
        case .event(let event):
            .bytes(Array("id: \(event.id)\nevent: \(event.kind.rawValue)\ndata: ".utf8) + event.data + Self.end)
        case .missed(let count, let isExact):
            .bytes(Array("event: missed\ndata: {\"count\":\(count),\"exact\":\(isExact)}".utf8) + Self.end)
        case .signOfLife: .bytes(Array(": nothing has happened\n\n".utf8))
        case .nothing: .pause(.nanoseconds(Int64.max))
        case .end: .end
        }
    }

    private static let end = Array("\n\n".utf8)
}
