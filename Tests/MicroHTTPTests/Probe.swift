import Basics
import Foundation
import HTTPMessages
import MicroHTTP
import TestSupport

/// An application with one endpoint, which answers by a closure and remembers how exchanges ended.
final class Probe: Application, Endpoint {
    typealias Handler = @Sendable (Request, Exchange) -> Void

    struct End: Sendable, Equatable {
        var id: UInt64
        var end: ExchangeEnd
        var bytesSent: Int
    }

    private struct State: Sendable {
        var requests: [Request] = []
        var exchanges: [Exchange] = []
        var ends: [End] = []
        var routed = 0
        var settled = 0
    }

    let limit: Int
    private let handler: Handler
    private let plan: ReceptionPlan?
    private let state = Lock(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let endings = DispatchSemaphore(value: 0)
    private let settlings = DispatchSemaphore(value: 0)

    /// - Parameter plan: how requests are read.
    init(limit: Int = 1 << 20, plan: ReceptionPlan? = nil, _ handler: @escaping Handler) {
        self.limit = limit
        self.plan = plan
        self.handler = handler
    }

    func accepted(on port: Int, peer: String) -> ConnectionDecision { .accept(nil, plan) }

    func endpoint(for request: inout Request, on port: Int) -> any Endpoint {
        state.withLock { $0.routed += 1 }
        return self
    }

    func bodyLimit(for request: Request) -> Int { limit }

    func meter(for request: Request) -> (any BodyMeter)? {
        request.path == "/measured" ? CountingMeter() : nil
    }

    func serve(_ request: consuming Request, for receiver: any Receiver) -> (any ExchangeOwner)? {
        let request = request
        guard let exchange = receiver as? Exchange else { preconditionFailure("a server serves exchanges") }
        state.withLock {
            $0.requests.append(request)
            $0.exchanges.append(exchange)
        }
        handler(request, exchange)
        arrivals.signal()
        return Witness(id: exchange.id, probe: self)
    }

    private func ended(_ id: UInt64, _ end: ExchangeEnd, bytesSent: Int) {
        state.withLock { $0.ends.append(End(id: id, end: end, bytesSent: bytesSent)) }
        endings.signal()
    }

    /// Is told of the end of one exchange.
    private final class Witness: ExchangeOwner {
        private let id: UInt64
        private let probe: Probe

        init(id: UInt64, probe: Probe) {
            self.id = id
            self.probe = probe
        }

        func ended(_ end: ExchangeEnd, bytesSent: Int) { probe.ended(id, end, bytesSent: bytesSent) }
    }

    func loopSettled() {
        state.withLock { $0.settled += 1 }
        settlings.signal()
    }

    var requests: [Request] { state.withLock { $0.requests } }
    /// Lets go of all exchanges, which hold their server.
    func forget() { state.withLock { $0.exchanges = [] } }

    var exchanges: [Exchange] { state.withLock { $0.exchanges } }
    var ends: [End] { state.withLock { $0.ends } }
    /// How many requests were led to the endpoint.
    var routed: Int { state.withLock { $0.routed } }
    var settled: Int { state.withLock { $0.settled } }

    /// Waits until one more exchange has ended.
    func nextEnd() -> End {
        endings.wait()
        return state.withLock { $0.ends.last! }
    }

    /// Waits until so many more requests have arrived, and gives all that have.
    func arrived(_ count: Int = 1) -> [Exchange] {
        for _ in 0..<count { arrivals.wait() }
        return state.withLock { $0.exchanges }
    }

    func waitUntilSettled() { settlings.wait() }
}

/// Tells how many bytes came and what they add up to.
final class CountingMeter: BodyMeter {
    private let sums = Lock((count: 0, sum: 0))

    func add(_ piece: [UInt8]) {
        sums.withLock { sums in
            sums.count += piece.count
            for byte in piece { sums.sum += Int(byte) }
        }
    }

    var digest: String { sums.withLock { "\($0.count) bytes, sum \($0.sum)" } }
}

/// Time that a test moves.
final class HandWaker: Waker {
    private struct State {
        var last: UInt64 = 0
        var waiting: [(ticket: WakeTicket, pause: Duration, action: @Sendable () -> Void)] = []
        var pauses: [Duration] = []
        var cancelled = 0
    }

    private let state = Lock(State())
    private let asked = DispatchSemaphore(value: 0)

    func wake(after pause: Duration, _ action: @escaping @Sendable () -> Void) -> WakeTicket {
        defer { asked.signal() }
        return state.withLock { state in
            state.last += 1
            state.waiting.append((WakeTicket(state.last), pause, action))
            state.pauses.append(pause)
            return WakeTicket(state.last)
        }
    }

    func cancel(_ ticket: WakeTicket) {
        state.withLock { state in
            state.waiting.removeAll { $0.ticket == ticket }
            state.cancelled += 1
        }
    }

    /// Every pause that was asked for, in order.
    var pauses: [Duration] { state.withLock { $0.pauses } }
    var cancelled: Int { state.withLock { $0.cancelled } }

    /// Waits until a pause is asked for, then lets it be over.
    func passNext() {
        asked.wait()
        let action = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst().action }
        action?()
    }

    /// Lets every pause be over that is waited for.
    func passAll() {
        let actions = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting.map(\.action)
        }
        for action in actions { action() }
    }

    /// Waits until a pause is asked for.
    func waitUntilAsked() { asked.wait() }
}

func withServer(_ probe: Probe, _ body: (HTTPServer, Int) throws -> Void) throws {
    try withServer(HTTPServerConfiguration(), probe, body)
}

func withServer(
    _ configuration: HTTPServerConfiguration, _ probe: Probe, threads: ThreadSource = .system,
    _ body: (HTTPServer, Int) throws -> Void
) throws {
    let server = try HTTPServer(configuration, application: probe, threads: threads)
    server.start()
    defer {
        server.stop()
        probe.forget()
    }
    try body(server, server.ports[0])
}

/// Answers every request with the same delivery.
func withDelivery(
    _ delivery: Delivery, waker: (any Waker)? = nil, _ body: (RawSocket, Probe) throws -> Void
) throws {
    let probe = Probe { _, exchange in exchange.deliver(delivery, waker: waker) }
    try withServer(probe) { _, port in try body(RawSocket(port: port), probe) }
}

let get = "GET /things HTTP/1.1\r\nHost: localhost\r\n\r\n"

func text(_ body: String, status: Int = 200, headers: Headers = ["Content-Type": "text/plain"]) -> Response {
    Response(status: status, headers: headers, body: Array(body.utf8))
}

/// The body as a raw answer tells it, after the head.
func split(_ answer: String) -> (head: String, body: String) {
    guard let end = answer.range(of: "\r\n\r\n") else { return (answer, "") }
    return (String(answer[..<end.upperBound]), String(answer[end.upperBound...]))
}
