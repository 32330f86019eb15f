import Control
import HTTPMessages
import MicroHTTP

/// The control API, below `/_understudy`.
final class ControlEndpoint: Endpoint {
    private let api: ControlAPI

    init(_ target: any ControlTarget, files: any ControlFiles, access: ControlAccess) {
        api = ControlAPI(target: target, files: files, access: access)
    }

    func bodyLimit(for request: Request) -> Int { ControlAPI.bodyLimit }

    func serve(_ request: consuming Request, for receiver: any Receiver) -> (any ExchangeOwner)? {
        let exchange = ControlExchange { response in
            var waker: LiveWaker?
            if case .stream(let body) = response.body { waker = (body as? any LiveBody).map { LiveWaker($0) } }
            receiver.deliver(Delivery(response), waker: waker)
        }
        api.respond(to: request, on: exchange)
        return exchange
    }
}
