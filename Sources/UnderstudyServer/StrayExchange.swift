import Basics
import Core
import Engine
import HTTPMessages
import MicroHTTP

/// One exchange that no provider had a hand in: of a request that leads nowhere, or that the server answers in a provider's stead. It is
/// answered at once, and written down.
final class StrayExchange: ExchangeOwner {
    private let request: Request
    private let provider: Provider?
    private let sandbox: Sandbox
    private let why: String?
    private let observer: (any Observer)?
    private let departure = Lock<Departure?>(nil)

    /// - Parameters:
    ///   - provider: nil where none was meant.
    ///   - why: what is wrong with it and what would be right, in a sentence.
    init(
        _ request: Request, to provider: Provider?, in sandbox: Sandbox, why: String? = nil,
        _ observer: (any Observer)?
    ) {
        self.request = request
        self.provider = provider
        self.sandbox = sandbox
        self.why = why
        self.observer = observer
    }

    func answer(_ response: Response, for receiver: any Receiver) -> any ExchangeOwner {
        let departed = sandbox.recordStray(request, to: provider, why: why, response, at: receiver.connectionPlace)
        departure.withLock { $0 = departed }
        receiver.deliver(Delivery(response), waker: nil)
        return self
    }

    func ended(_ end: ExchangeEnd, bytesSent: Int) {
        guard let departed = departure.withLock({ $0.take() }) else { return }
        let entry = sandbox.recordEnd(departed, end, bytesSent: bytesSent, outlines: observer != nil)
        if let entry { observer?.saw(RequestReport(entry, sandbox: sandbox.name, end)) }
    }
}
