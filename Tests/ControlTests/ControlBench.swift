import Basics
import Control
import Documents
import Engine
import HTTPMessages
import MicroHTTP
import Scenario
import TestSupport
import UnderstudyServer

/// A server without sockets, whose real time the test winds by hand and whose clients may hang up.
final class ControlBench: Sendable {
    static let sandbox = "/_understudy/sandboxes/default"

    let real = HandTime()
    let understudy: Understudy

    /// Makes files.
    let media: Worker
    /// What the log was told.
    let told = Told()

    final class Told: Sendable {
        private let lines = Lock<[String]>([])

        func withLock(_ action: (inout [String]) -> Void) { lines.withLock { action(&$0) } }
        var all: [String] { lines.withLock { $0 } }
    }

    private static let dialects = Result { try Dialects() }

    /// - Parameter rules: of a scenario whose clock stands still.
    init(
        _ rules: String = "", access: ControlAccess = ControlAccess(), shared: SharedBounds = SharedBounds(),
        makesSandboxes: Bool = false
    ) throws {
        let dialects = try Self.dialects.get()
        let text = "understudy: 1\nname: bench\nclock: { mode: manual, start: 2026-01-01T00:00:00Z }\n\(rules)\n"
        let file = ScenarioFile(file: "bench.yaml", bytes: Array(text.utf8)) { _ in .refused("a test has no folder") }
        let scenarios = try ScenarioSet([file], dialects: dialects)
        media = try Worker(name: "media")
        understudy = Understudy(
            scenarios: scenarios, dialects: dialects, real: real, access: access, media: media,
            shared: shared, makesSandboxes: makesSandboxes, warn: { [told] line in told.withLock { $0.append(line) } })
    }

    /// What a test leaves waiting holds the server, which holds what waits.
    deinit {
        send("POST", Self.sandbox + "/reset")
        real.forgetAlarms()
        media.stop()
    }

    /// Each create is held for an hour of scenario time.
    static func holding() throws -> ControlBench {
        try ControlBench("rules: [{ name: slow, then: { job: { queued: 0, running: 1h } } }]")
    }

    @discardableResult
    func send(
        _ method: String, _ path: String, query: String = "", headers: Headers = ["Host": "127.0.0.1:4010"],
        _ body: String = ""
    ) -> Call {
        let call = Call()
        let request = Request(
            method: method, path: path, query: query, headers: headers, body: Array(body.utf8),
            base: "http://127.0.0.1:4010", peer: "127.0.0.1")
        call.begun(serve(request, for: call))
        return call
    }

    func serve(_ request: Request, for call: Call) -> (any ExchangeOwner)? {
        var request = request
        return understudy.endpoint(for: &request, on: 4010).serve(request, for: call)
    }

    @discardableResult
    func clock(_ change: String) -> Call { send("POST", Self.sandbox + "/clock", change) }

    @discardableResult
    func create(_ prompt: String, in sandbox: String = "default") -> Call {
        send(
            "POST", "/sandbox/\(sandbox)/getimg/v2/images/generations",
            headers: ["Authorization": "Bearer sk_a", "Content-Type": "application/json"],
            "{\"model\":\"seedream-5-lite\",\"prompt\":\"\(prompt)\"}")
    }

    var elapsed: Int? { send("GET", Self.sandbox + "/clock").json?["elapsed_ms"]?.number?.int }

    var waits: Int? { send("GET", Self.sandbox).json?["tables"]?["waits"]?["kept"]?.number?.int }

    /// A request and what came of it.
    final class Call: Receiver {
        private struct State: Sendable {
            var responses: [Response] = []
            var owner: (any ExchangeOwner)?
            var isOver = false
        }

        private let state = Lock(State())

        func perform(_ action: @escaping @Sendable () -> Void) { action() }

        func deliver(_ delivery: consuming Delivery, waker: (any Waker)?) {
            let response = delivery.response
            let owner = state.withLock { state -> (any ExchangeOwner)? in
                state.responses.append(response)
                state.isOver = true
                return state.owner.take()
            }
            owner?.ended(.completed, bytesSent: 0)
        }

        func begun(_ owner: (any ExchangeOwner)?) {
            let isOver = state.withLock { state in
                if !state.isOver { state.owner = owner }
                return state.isOver
            }
            if isOver { owner?.ended(.completed, bytesSent: 0) }
        }

        /// The client does not wait any longer.
        func hangUp(_ end: ExchangeEnd = .clientGone) {
            let owner = state.withLock { state -> (any ExchangeOwner)? in
                state.isOver = true
                return state.owner.take()
            }
            owner?.ended(end, bytesSent: 0)
        }

        var responses: [Response] { state.withLock { $0.responses } }
        var isOpen: Bool { responses.isEmpty }
        var status: Int? { responses.first?.status }
        var headers: Headers { responses.first?.headers ?? [:] }

        var text: String {
            guard case .bytes(let bytes) = responses.first?.body else { return "" }
            return String(decoding: bytes, as: UTF8.self)
        }

        /// nil when it is no JSON.
        var json: Node? { try? JSONReader.read(Array(text.utf8)).root }
    }
}
