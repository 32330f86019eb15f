import Basics
import Core
import HTTPMessages
import Journal
import Scenario
import Time

extension Sandbox {
    /// A clock that stood for so long, in real time, while requests were held by it [chosen], is told of.
    static let patience = Duration.seconds(2)

    /// The real instant of a look has come: says once which request waits, what is next, and how the clock is moved.
    func lookAtStandingClock() {
        let instant = real.now()
        let (look, told) = state.withLock { state -> (Int64?, Standing?) in
            switch state.schedule.looked(real: instant) {
            case .enough: return (nil, nil)
            case .again(let later): return (later, nil)
            case .tell(let held):
                return (nil, Standing(held: held, next: state.nextEvent(at: state.schedule.now(real: instant))))
            }
        }
        if let look { real.alarm(at: look) { [weak self] in self?.lookAtStandingClock() } }
        if let told { tell(words(about: told), isWarning: true) }
    }

    private func words(about standing: Standing) -> String {
        let (entry, base) = standing.held.origin
        let outline = entry.flatMap { entry in journal.withLock { $0.outline(entry) } }
        var request = entry.map { "request \($0.number)" } ?? "a request"
        if let outline { request += " (\(outline.method) \(outline.path))" }
        let next =
            standing.next.map { "The next event is \($0.words), in \($0.wait.inSeconds) s" }
            ?? "Nothing is to come: what waits, waits for ever"
        let body = standing.next == nil ? #"{"mode":"auto"}"# : #"{"advance":"next"}"#
        let token = needsToken ? #"-H "Authorization: Bearer $UNDERSTUDY_CONTROL_TOKEN" "# : ""
        return """
            The clock is `manual`, and nobody has moved it for \(Int(Self.patience.inSeconds)) s while \(request) is held. \(next). \
            To move the clock: curl -sS \(token)\(Self.address(of: base))/_understudy/sandboxes/\(name)/clock -d '\(body)'
            """
    }

    /// The address of the server that a provider's base is of; a variable where that is a port of the provider's own.
    private static func address(of base: String) -> String {
        guard let provider = Provider.allCases.first(where: { base.hasSuffix("/" + $0.rawValue) }) else {
            return "$UNDERSTUDY_URL"
        }
        let host = base.dropLast(provider.rawValue.utf8.count + 1)
        guard let sandbox = host.split(separator: "/").suffix(2).first, sandbox == "sandbox" else {
            return String(host)
        }
        return host.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
    }
}

/// A request that is held, and what comes next.
private struct Standing: Sendable {
    var held: SandboxEvent
    var next: NextEvent?
}

extension SandboxEvent {
    /// The request that waits for it.
    fileprivate var origin: (entry: Journal.Ticket?, base: String) {
        switch self {
        case .release(let held): (held.context.journal, held.context.request.base)
        case .resume(_, let answer): (answer?.entry, answer?.base ?? "")
        case .idle, .aside, .phase, .jobEnded, .deliver, .unpark: (nil, "")
        }
    }
}
