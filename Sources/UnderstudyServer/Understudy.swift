import Basics
import Control
import Core
import DialectKit
import Documents
import Engine
import HTTPMessages
import MicroHTTP
import Scenario
import Synchronization
import Time

/// The whole server but its sockets: routes requests to providers in sandboxes and to the control API.
public final class Understudy: ControlTarget {
    public static let version = "0.1.0"
    /// Always there; the one that paths without a sandbox mean.
    static let standardSandbox = "default"

    let dialects: Dialects
    private let shelf: Lock<ScenarioLibrary>
    private let sandboxes: [String: Sandbox]
    let standard: Sandbox
    private let services: SharedServices
    private let ready = Atomic<Bool>(false)
    private let access: ControlAccess
    /// Ports that speak as one provider at their root.
    private let ports = Lock<[Int: Provider]>([:])
    /// nil without sockets.
    let portControl = Lock<PortControl?>(nil)

    /// - Parameter media: makes the files that take long; stopped by whoever made it.
    public init(
        scenarios: ScenarioSet, dialects: Dialects, real: any RealTime, access: ControlAccess, media: Worker,
        observer: (any Observer)? = nil, allowsOrigins: Bool = false, sender: (any WebhookSender)? = nil
    ) {
        self.dialects = dialects
        services = SharedServices(media: media, observer: observer, allowsOrigins: allowsOrigins)
        shelf = Lock(scenarios.library)
        self.access = access
        standard = Sandbox(name: Understudy.standardSandbox, scenario: scenarios.playing, real: real, sender: sender)
        sandboxes = [Understudy.standardSandbox: standard]
    }

    /// The scenarios that `use` may name.
    public var library: [Scenario] { shelf.withLock { $0 }.scenarios }

    /// Puts other scenario files in force; jobs, accounts and journal stay (architecture.md §9.10).
    public func reload(_ scenarios: ScenarioSet) {
        shelf.withLock { $0 = scenarios.library }
        standard.load(scenarios.playing)
    }

    /// Whether pages of other sites may read what providers answer.
    var allowsOrigins: Bool { services.allowsOrigins }

    public var vocabulary: Vocabulary { dialects.vocabulary }
    public var version: String { Understudy.version }
    public var isReady: Bool { ready.load(ordering: .acquiring) }

    public func sandbox(named name: String) -> Sandbox? { sandboxes[name] }

    func becomeReady(ports served: [Int: Provider]) {
        ports.withLock { $0 = served }
        ready.store(true, ordering: .releasing)
    }

    /// Lets the `auto` clocks jump where nothing is running.
    public func settle() {
        for sandbox in sandboxes.values { sandbox.settle() }
    }

    /// Answers everything that is held: the server stops.
    func dismissHeld() {
        for sandbox in sandboxes.values { sandbox.dismissHeld(because: "The server is stopping.") }
    }

    /// How many body bytes a request to that path may have.
    public func bodyLimit(method: String, path: String, port: Int) -> Int {
        switch route(path, port: port) {
        case .provider(let provider, _, let prefix):
            dialects[provider]?.bodyLimit(method: method, path: Route.path(path, below: prefix)) ?? ControlAPI.bodyLimit
        case .control, .index, .unknown:
            ControlAPI.bodyLimit
        }
    }

    /// Whether a body to that path that is too long to be held is measured instead.
    public func measuresBody(method: String, path: String, port: Int) -> Bool {
        guard case .provider(let provider, _, let prefix) = route(path, port: port) else { return false }
        return dialects[provider]?.measuresBody(method: method, path: Route.path(path, below: prefix)) ?? false
    }

    /// Answers a request, now or later. Whoever does must be told when the exchange has ended; nil when there is nobody to tell.
    public func respond(
        to request: consuming Request, port: Int, receiver: any Receiver
    ) -> (any ExchangeOwner)? {
        switch route(request.path, port: port) {
        case .provider(let provider, let sandbox, let prefix):
            return respond(to: request, provider, sandbox, prefix, receiver)
        case .control(let path):
            request.path = path
            let exchange = ControlExchange { receiver.deliver(Delivery($0), waker: nil) }
            ControlAPI(target: self, access: access).respond(to: request, on: exchange)
            return exchange
        case .index:
            receiver.deliver(Delivery(index(status: 200, request)), waker: nil)
        case .unknown:
            receiver.deliver(Delivery(index(status: 404, request)), waker: nil)
        }
        return nil
    }

    private func respond(
        to request: consuming Request, _ provider: Provider, _ name: String?, _ prefix: Int, _ receiver: any Receiver
    ) -> (any ExchangeOwner)? {
        guard let dialect = dialects[provider] else {
            receiver.deliver(Delivery(.plain(501, "\(provider.rawValue) is not served in this version.")), waker: nil)
            return nil
        }
        guard let sandbox = name.map(sandbox(named:)) ?? standard else {
            receiver.deliver(Delivery(.plain(404, "There is no sandbox `\(name ?? "")`.")), waker: nil)
            return nil
        }
        request.base += Substring(request.path.utf8.prefix(prefix))
        request.path = Route.path(request.path, below: prefix)
        let loaded = sandbox.loaded
        if request.method == "OPTIONS",
            let response = options(request, dialect, settings: loaded.settings(provider))
        {
            receiver.deliver(Delivery(response), waker: nil)
            return nil
        }
        let exchange = ProviderExchange(sandbox: sandbox, receiver: receiver, services: services)
        exchange.serve(request, dialect, under: loaded)
        return exchange
    }

    func provider(onPort port: Int) -> Provider? { ports.withLock { $0[port] } }

    private func route(_ path: String, port: Int) -> Route {
        if let provider = ports.withLock({ $0[port] }) {
            return .provider(provider, sandbox: nil, prefix: 0)
        }
        return Route(path)
    }
}
