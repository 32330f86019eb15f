import Control
import Engine
import Foundation
import HTTPMessages
import MicroHTTP
import Time
import UnderstudyServer
import Webhooks

/// The routes without a socket. Real time stands still here: only jumps and advances move a clock.
final class InProcessServer: TestServer {
    let url = "http://127.0.0.1:4010"
    private let understudy: Understudy
    private let webhooks: WebhookClient
    private let media: Worker

    init(_ scenarios: ScenarioSet, dialects: Dialects, allowsOrigins: Bool) throws {
        webhooks = WebhookClient(
            .init(userAgent: "Understudy/\(Understudy.version)"), spawn: ThreadSource.system.run)
        media = try Worker(name: "media")
        understudy = Understudy(
            scenarios: scenarios, dialects: dialects, real: StandingTime(), access: ControlAccess(),
            media: media, allowsOrigins: allowsOrigins, sender: webhooks)
    }

    func begin(_ request: Request) -> Pending {
        var request = request
        request.base = url
        if request.headers["host"] == nil { request.headers.append("Host", "127.0.0.1:4010") }
        let endpoint = understudy.endpoint(for: &request, on: 0)
        let limit = endpoint.bodyLimit(for: request)
        if request.bytes.count > limit { request.body = .tooLarge(limit: limit) }
        let collector = Collector { [self] in settle() }
        let owner = endpoint.serve(request, for: collector)
        collector.whenEnded { owner?.ended($0, bytesSent: 0) }
        collector.pending.whenAbandoned { [weak collector] in collector?.hangUp() }
        settle()
        return collector.pending
    }

    func stop() {
        webhooks.stop()
        media.stop()
    }

    /// What a loop does when it has nothing left to do.
    private func settle() {
        var before: [Moment] = []
        while before != understudy.moments {
            before = understudy.moments
            understudy.jumpWhileIdle()
        }
    }
}

/// A clock that nobody winds.
private struct StandingTime: RealTime {
    func now() -> Int64 { 0 }
    func wallClock() -> Timestamp { Timestamp(unixSeconds: 1_795_176_000) }
    func alarm(at instant: Int64, _ action: @escaping @Sendable () -> Void) {}
}

/// Takes a delivery as a client would: after its delay, with its body whole.
private final class Collector: Receiver, @unchecked Sendable {  // Everything mutable is behind the lock.
    let pending = Pending()
    private let lock = NSLock()
    private var end: ExchangeEnd?
    private var ended: ((ExchangeEnd) -> Void)?
    private let settle: () -> Void

    /// - Parameter settle: what is to be done when a delivery waits, which may be made on a thread of its own.
    init(settle: @escaping () -> Void) {
        self.settle = settle
    }

    func perform(_ action: @escaping @Sendable () -> Void) { action() }

    func deliver(_ delivery: Delivery, waker: (any Waker)?) {
        if delivery.delay > .zero, let waker {
            _ = waker.wake(after: delivery.delay) { [self] in take(delivery.response, waker) }
        } else {
            take(delivery.response, waker)
        }
        settle()
    }

    func whenEnded(_ action: @escaping (ExchangeEnd) -> Void) {
        let end = lock.withLock {
            // What came too late would hold the exchange, which holds this, for ever.
            if self.end == nil { ended = action }
            return self.end
        }
        if let end { action(end) }
    }

    /// The client does not wait any longer.
    func hangUp() { finish(.clientGone) }

    /// The first end counts.
    private func finish(_ end: ExchangeEnd) {
        let action = lock.withLock {
            guard self.end == nil else { return nil as ((ExchangeEnd) -> Void)? }
            self.end = end
            return ended.take()
        }
        action?(end)
    }

    private func take(_ response: Response, _ waker: (any Waker)?) {
        switch response.body {
        case .bytes(let bytes): end(response, bytes)
        case .stream(let stream): read(stream, response, [], waker)
        case .asset, .parts, .events: pending.end(.failure(TestFailure("the file was not filled in")))
        }
    }

    private func end(_ response: Response, _ body: [UInt8]) {
        pending.end(.success(Received(status: response.status, headers: response.headers, body: body)))
        finish(.completed)
    }

    /// To the end of the stream, through its pauses.
    private func read(_ stream: any BodyStream, _ response: Response, _ sofar: [UInt8], _ waker: (any Waker)?) {
        var bytes = sofar
        while true {
            switch stream.next(atMost: 65_536) {
            case .bytes(let piece): bytes += piece
            case .pause(let pause):
                guard let waker else { continue }
                _ = waker.wake(after: pause) { [self, bytes] in read(stream, response, bytes, waker) }
                return
            case .end: return end(response, bytes)
            case .failure: return pending.end(.failure(TestFailure("the answer broke off")))
            }
        }
    }
}
