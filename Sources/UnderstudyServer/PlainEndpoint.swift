import Control
import Core
import HTTPMessages
import MicroHTTP

/// What is served where neither a provider nor the control API is: the index, and words for who has gone astray.
final class PlainEndpoint: Endpoint {
    private let answer: @Sendable (Request) -> Response

    init(_ answer: @escaping @Sendable (Request) -> Response) {
        self.answer = answer
    }

    static func noSandbox(_ name: String) -> PlainEndpoint {
        PlainEndpoint { _ in .plain(404, "There is no sandbox `\(name)`.") }
    }

    func bodyLimit(for request: Request) -> Int { ControlAPI.bodyLimit }

    func serve(_ request: consuming Request, for receiver: any Receiver) -> (any ExchangeOwner)? {
        receiver.deliver(Delivery(answer(request)), waker: nil)
        return nil
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

    static func plain(_ status: Int, _ text: String) -> Response {
        Response(
            status: status, headers: ["Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"],
            body: Array((text + "\n").utf8))
    }
}
