import DialectKit
import Engine
import HTTPMessages
import MicroHTTP

/// A provider in a sandbox.
final class ProviderEndpoint: Endpoint {
    let sandbox: Sandbox
    let dialect: any Dialect
    let services: SharedServices

    init(sandbox: Sandbox, dialect: any Dialect, services: SharedServices) {
        self.sandbox = sandbox
        self.dialect = dialect
        self.services = services
    }

    func bodyLimit(for request: Request) -> Int {
        dialect.bodyLimit(method: request.method, path: request.path)
    }

    func meter(for request: Request) -> (any BodyMeter)? {
        dialect.measuresBody(method: request.method, path: request.path) ? HashingMeter() : nil
    }

    func serve(_ request: consuming Request, for receiver: any Receiver) -> (any ExchangeOwner)? {
        let loaded = sandbox.loaded
        if request.method == "OPTIONS",
            let response = options(request, settings: loaded.settings(dialect.provider))
        {
            receiver.deliver(Delivery(response), waker: nil)
            return nil
        }
        let exchange = ProviderExchange(sandbox: sandbox, receiver: receiver, services: services)
        // With the models that the scenario adds.
        exchange.serve(request, loaded.dialect(dialect), under: loaded)
        return exchange
    }
}
