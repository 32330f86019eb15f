import Basics
import Control
import Core
import Engine
public import HTTPMessages
public import MicroHTTP
import Time

/// The whole server but its sockets: sandboxes, and the router that leads requests to providers in them and to the control API.
public final class Understudy: Application {
    public static let version = "0.1.0"
    static let standardSandbox = "default"

    private let registry: SandboxRegistry
    private let services: SharedServices
    private let access: ControlAccess
    private let address: PublicAddress
    let router: Lock<Router>
    /// nil without sockets.
    let portControl = Lock<PortControl?>(nil)

    /// - Parameters:
    ///   - media: makes the files that take long; stopped by whoever made it.
    ///   - address: where clients reach the server.
    ///   - warn: hears in a sentence of what the server lets go.
    public init(
        scenarios: ScenarioSet, dialects: Dialects, real: any RealTime, access: ControlAccess, media: Worker,
        observer: (any Observer)? = nil, allowsOrigins: Bool = false, sender: (any WebhookSender)? = nil,
        address: PublicAddress = PublicAddress(), warn: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        registry = SandboxRegistry(scenarios, dialects: dialects, real: real, sender: sender, warn: warn)
        self.access = access
        self.address = address
        services = SharedServices(media: media, observer: observer, allowsOrigins: allowsOrigins)
        router = Lock(Router(registry, services, access: access))
    }

    var standard: Sandbox { registry.standard }

    public func sandbox(named name: String) -> Sandbox? { registry.sandbox(named: name) }

    var isReady: Bool { registry.isReady }

    func becomeReady(ports served: [Int: Provider]) {
        let changed = Router(registry, ports: served, services, access: access)
        router.withLock { $0 = changed }
        registry.becomeReady()
    }

    /// Puts other scenario files in force; jobs, accounts and journal stay (architecture.md §9.10).
    public func reload(_ scenarios: ScenarioSet) { registry.reload(scenarios) }

    public func endpoint(for request: inout Request, on port: Int) -> any Endpoint {
        let router = router.withLock { $0 }
        if address.isPlain { return router.endpoint(for: &request, on: port) }
        do throws(ForwardedRequest.Fault) {
            try address.lead(&request, isMain: router.endpoint(onPort: port) == nil)
        } catch {
            let answer = Response.plain(400, "A header of the proxy cannot be understood: \(error.words).")
            return PlainEndpoint(allowsOrigins: services.allowsOrigins) { _ in answer }
        }
        return router.endpoint(for: &request, on: port)
    }

    public func loopSettled() { jumpWhileIdle() }

    /// Lets the `auto` clocks jump where nothing is running.
    public func jumpWhileIdle() {
        for sandbox in registry.sandboxes.values { sandbox.jumpWhileIdle() }
    }

    /// Answers everything that is held: the server stops.
    func dismissHeld() {
        for sandbox in registry.sandboxes.values { sandbox.dismissHeld(because: "The server is stopping.") }
    }
}
