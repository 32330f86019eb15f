import Core
import HTTPMessages
import MicroHTTP

/// Joins the server room to the rest.
final class Listener: Application {
    private let understudy: Understudy

    init(_ understudy: Understudy) {
        self.understudy = understudy
    }

    func accepted(on port: Int, peer: String) -> ConnectionDecision {
        understudy.accepted(on: port, peer: peer)
    }

    func bodyLimit(for request: Request, on port: Int) -> Int {
        understudy.bodyLimit(method: request.method, path: request.path, port: port)
    }

    func meter(for request: Request, on exchange: Exchange) -> (any BodyMeter)? {
        understudy.measuresBody(method: request.method, path: request.path, port: exchange.localPort)
            ? HashingMeter() : nil
    }

    func respond(to request: consuming Request, on exchange: Exchange) {
        exchange.owner = understudy.respond(to: request, port: exchange.localPort, receiver: exchange)
    }

    func ended(_ exchange: Exchange, _ end: ExchangeEnd, bytesSent: Int) {
        exchange.owner?.ended(end, bytesSent: bytesSent)
    }

    func loopSettled() {
        understudy.settle()
    }
}
