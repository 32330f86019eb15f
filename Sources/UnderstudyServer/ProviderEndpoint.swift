import Core
import DialectKit
import Engine
import HTTPMessages
import MicroHTTP
import Scenario

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
            let exchange = StrayExchange(request, to: dialect.provider, in: sandbox, services.observer)
            return exchange.answer(response, for: receiver)
        }
        let exchange = ProviderExchange(sandbox: sandbox, receiver: receiver, services: services)
        // With the models that the scenario adds.
        exchange.serve(request, loaded.dialect(dialect), under: loaded)
        return exchange
    }

    /// Its rule did what it says, so the journal has the request all the same.
    func missed(_ request: consuming Request, for receiver: any Receiver, because miss: Miss) {
        let loaded = sandbox.loaded
        let dialect = loaded.dialect(dialect)
        let parsed = dialect.parse(request, settings: loaded.settings(dialect.provider))
        let context = RequestContext(
            request, parsed: parsed, dialect: dialect, under: loaded, at: receiver.connectionPlace)
        let decision = (receiver.connectionNote as? Shared<Decision>)?.value
        let entry = sandbox.recordMissed(
            context, miss.response, firings: decision?.firings(of: miss.act) ?? [],
            outlines: services.observer != nil)
        if let entry { services.observer?.saw(RequestReport(entry, sandbox: sandbox.name, miss.end)) }
    }
}

extension Miss {
    fileprivate var act: ConnectionAct {
        switch self {
        case .closedOnReuse: .closedOnReuse
        case .resetWhileReading: .uploadReset
        case .refusedToContinue: .continuationRefused
        }
    }

    fileprivate var response: Response? {
        if case .refusedToContinue(let response) = self { response } else { nil }
    }

    fileprivate var end: ExchangeEnd { response == nil ? .faultPerformed : .completed }
}
