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
    private let registry: SandboxRegistry
    private let services: SharedServices
    private let access: ControlAccess
    private let address: PublicAddress
    private let makesSandboxes: Bool
    let router: Lock<Router>
    /// nil without sockets.
    let portControl = Lock<PortControl?>(nil)

    /// - Parameters:
    ///   - media: makes the files that take long; stopped by whoever made it.
    ///   - address: where clients reach the server.
    ///   - shared: the bounds over all sandboxes.
    ///   - makesSandboxes: whether a sandbox is made by its first use.
    ///   - warn: hears in a sentence of what the server lets go.
    ///   - note: hears of what happens in a sandbox without a request.
    public init(
        scenarios: ScenarioSet, dialects: Dialects, real: any RealTime, access: ControlAccess, media: Worker,
        observer: (any Observer)? = nil, allowsOrigins: Bool = false, sender: (any WebhookSender)? = nil,
        address: PublicAddress = PublicAddress(), shared: SharedBounds = SharedBounds(),
        makesSandboxes: Bool = false, warn: @escaping @Sendable (String) -> Void = { _ in },
        note: @escaping @Sendable (SandboxNote) -> Void = { _ in }
    ) {
        services = SharedServices(
            media: media, observer: observer, allowsOrigins: allowsOrigins, needsToken: access.token != nil, note: note)
        registry = SandboxRegistry(
            scenarios, dialects: dialects, services: services, real: real, sender: sender, shared: shared, warn: warn)
        self.access = access
        self.address = address
        self.makesSandboxes = makesSandboxes
        router = Lock(
            Router(registry, access: access, allowsOrigins: allowsOrigins, makesSandboxes: makesSandboxes))
    }

    var standard: Sandbox { registry.standard.sandbox }

    public func sandbox(named name: String) -> Sandbox? { registry.sandbox(named: name) }

    var isReady: Bool { registry.isReady }

    func becomeReady(ports served: [ProviderPort]) {
        let changed = Router(
            registry, ports: served, access: access, allowsOrigins: services.allowsOrigins,
            makesSandboxes: makesSandboxes)
        router.withLock { $0 = changed }
        registry.becomeReady(ports: served)
        for hosted in registry.all { hosted.sandbox.wind() }
    }

    /// Where the providers of a sandbox are, for one who knows the server by that address.
    func addresses(of sandbox: Sandbox, at server: String) -> SandboxAddresses {
        registry.addresses(of: sandbox, at: server)
    }

    /// How a command finds the providers of a sandbox at the hosts that are given.
    func environment(
        of sandbox: Sandbox, at server: String, _ hosts: [(provider: Provider, url: String)]
    ) -> CommandEnvironment {
        registry.environment(of: sandbox, at: server, hosts)
    }

    /// The files of all sandboxes.
    var files: AssetFiles { services.files }

    /// Puts other scenario files in force; jobs, accounts and journal stay (architecture.md §9.10).
    public func reload(_ scenarios: ScenarioSet) { registry.reload(scenarios) }

    public func endpoint(for request: inout Request, on port: Int) -> any Endpoint {
        let router = router.withLock { $0 }
        if address.isPlain { return router.endpoint(for: &request, on: port) }
        do throws(ForwardedRequest.Fault) {
            try address.lead(&request, isMain: !router.isOwn(port))
        } catch {
            let answer = Response.plain(400, "A header of the proxy cannot be understood: \(error.words).")
            let why = "A header of the proxy cannot be understood: \(error.words)."
            let register = PlainEndpoint.Register(sandbox: standard, observer: services.observer) { _ in why }
            return PlainEndpoint(allowsOrigins: services.allowsOrigins, register: register) { _ in answer }
        }
        return router.endpoint(for: &request, on: port)
    }

    public func loopSettled() { jumpWhileIdle() }

    /// Lets the `auto` clocks jump where nothing is running.
    public func jumpWhileIdle() {
        for hosted in registry.all { hosted.sandbox.jumpWhileIdle() }
    }

    /// The moments of all sandboxes: whether a clock has moved can be told by them.
    package var moments: [Moment] { registry.all.map(\.sandbox.now).sorted() }

    /// Answers everything that is held: the server stops.
    func dismissHeld() {
        for hosted in registry.all { hosted.sandbox.dismissHeld(because: "The server is stopping.") }
    }
}
