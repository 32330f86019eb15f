import Control
import Core
import Engine
import HTTPMessages
import MicroHTTP

/// What is served where neither a provider nor the control API is: the index, and words for who has gone astray. Who has is in the
/// journal of a sandbox.
final class PlainEndpoint: Endpoint {
    /// Where it is written down who has gone astray, and why.
    struct Register: Sendable {
        let sandbox: Sandbox
        let observer: (any Observer)?
        /// nil: the request has not gone astray.
        let why: @Sendable (Request) -> String?
    }

    private let allowsOrigins: Bool
    private let register: Register?
    private let answer: @Sendable (Request) -> Response

    /// - Parameter allowsOrigins: whether pages of other sites may read the answer.
    init(allowsOrigins: Bool, register: Register? = nil, _ answer: @escaping @Sendable (Request) -> Response) {
        self.allowsOrigins = allowsOrigins
        self.register = register
        self.answer = answer
    }

    func bodyLimit(for request: Request) -> Int { ControlAPI.bodyLimit }

    func serve(_ request: consuming Request, for receiver: any Receiver) -> (any ExchangeOwner)? {
        var response = answer(request)
        if allowsOrigins {
            if let permission = Response.preflight(request) { response = permission }
            response.open(to: request)
        }
        guard let register, let why = register.why(request) else {
            receiver.deliver(Delivery(response), waker: nil)
            return nil
        }
        let exchange = StrayExchange(request, to: nil, in: register.sandbox, why: why, register.observer)
        return exchange.answer(response, for: receiver)
    }
}

extension Response {
    /// What a person sees who opens the server's address, or mistypes a path: where everything is.
    static func index(status: Int, _ request: Request) -> Response {
        let lines = Provider.allCases.map { provider in
            "  \(provider.rawValue): \(request.base)/\(provider.rawValue)\(provider.clientBasePath)"
        }
        let opening = status == 200 ? "Understudy \(Understudy.version)" : "Nothing is served at \(request.path)."
        return .plain(
            status,
            """
            \(opening)

            Base URLs for clients:
            \(lines.joined(separator: "\n"))

            Control API: \(request.base)/_understudy/
            """)
    }

    /// To whoever wants to do something else with it.
    static var indexIsRead: Response {
        var response = plain(405, "There is nothing here but a page to read.")
        response.headers.append("Allow", "GET, HEAD")
        return response
    }

    static func plain(_ status: Int, _ text: String) -> Response {
        Response(
            status: status, headers: ["Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"],
            body: Array((text + "\n").utf8))
    }
}

extension Request {
    var isReading: Bool { method == "GET" || method == "HEAD" }
}
