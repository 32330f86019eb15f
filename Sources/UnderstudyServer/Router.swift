import Control
import Core
import Engine
import HTTPMessages
import MicroHTTP

/// Where requests go: ports and prefixes, each with its endpoint (architecture.md §1). It does not change: another one is put in
/// force in its place, so that a request is led by one of them wholly. Which sandboxes there are is asked each time.
final class Router: Sendable {
    /// A handful, looked through in turn.
    private let ports: [ProviderPort]
    private let registry: SandboxRegistry
    /// By the place of the provider, in the sandbox that paths without one mean.
    private let standard: [ProviderEndpoint]
    private let control: ControlEndpoint
    private let index: PlainEndpoint
    private let unknown: PlainEndpoint
    private let allowsOrigins: Bool
    /// Whether a sandbox is made by its first use.
    private let makesSandboxes: Bool
    private let strays: StrayGuide

    /// - Parameter served: ports that speak as one provider each.
    init(
        _ registry: SandboxRegistry, ports served: [ProviderPort] = [], access: ControlAccess, allowsOrigins: Bool,
        makesSandboxes: Bool
    ) {
        self.registry = registry
        self.allowsOrigins = allowsOrigins
        self.makesSandboxes = makesSandboxes
        ports = served.sorted { $0.port < $1.port }
        standard = registry.standard.endpoints
        control = ControlEndpoint(registry, files: registry.services.files, access: access)
        let strays = StrayGuide(registry.dialects, registry.services.observer)
        self.strays = strays
        index = PlainEndpoint(
            allowsOrigins: allowsOrigins,
            register: strays.register(registry.standard.sandbox) { $0.isReading ? nil : $1 }
        ) {
            $0.isReading ? .index(status: 200, $0) : .indexIsRead
        }
        unknown = PlainEndpoint(allowsOrigins: allowsOrigins, register: strays.register(registry.standard.sandbox)) {
            .index(status: 404, $0)
        }
    }

    /// Whether the port is one provider's own.
    func isOwn(_ port: Int) -> Bool { ports.contains { $0.port == port } }

    /// Who serves a port that is one provider's own; nil for other ports, and while its sandbox is not there.
    func endpoint(onPort port: Int) -> ProviderEndpoint? {
        guard let port = ports.first(where: { $0.port == port }) else { return nil }
        return registry.hosted(named: port.sandbox)?.endpoints[port.provider.place]
    }

    /// Who serves a request. The way there is taken off its path and added to its base.
    func endpoint(for request: inout Request, on port: Int) -> any Endpoint {
        if let own = ports.first(where: { $0.port == port }) {
            return endpoint(to: own.provider, in: own.sandbox) ?? lack(ofSandbox: own.sandbox)
        }
        switch Route(request.path) {
        case .provider(let provider, nil, let prefix):
            request.enter(prefix)
            registry.standard.use(at: registry.real.now())
            return standard[provider.place]
        case .provider(let provider, let name?, let prefix):
            guard let endpoint = endpoint(to: provider, in: name) else { return lack(ofSandbox: name) }
            request.enter(prefix)
            return endpoint
        case .control(let path):
            request.path = path
            return control
        case .index: return index
        case .unknown:
            // Its first segments may be those of a sandbox, whose journal then has it.
            guard let name = Route.sandbox(in: request.path), let hosted = registry.hosted(named: name) else {
                return unknown
            }
            let register = strays.register(hosted.sandbox)
            return PlainEndpoint(allowsOrigins: allowsOrigins, register: register) { .index(status: 404, $0) }
        }
    }

    /// nil where there is no such sandbox, and none is made.
    private func endpoint(to provider: Provider, in sandbox: String) -> (any Endpoint)? {
        if let hosted = registry.hosted(named: sandbox) { return hosted.endpoints[provider.place] }
        guard makesSandboxes else { return nil }
        do {
            return try registry.sandboxOnFirstUse(named: sandbox)?.endpoints[provider.place]
        } catch {
            return stray(503, because: error.words)
        }
    }

    private func lack(ofSandbox name: String) -> any Endpoint {
        stray(404, because: registry.reasonForLack(ofSandbox: name))
    }

    /// Answers a request that leads to no provider.
    private func stray(_ status: Int, because reason: String) -> any Endpoint {
        let register = strays.register(registry.standard.sandbox) { _, _ in reason }
        return PlainEndpoint(allowsOrigins: allowsOrigins, register: register) { _ in .plain(status, reason) }
    }
}

extension Request {
    /// Takes the first bytes of the path over into the base.
    fileprivate mutating func enter(_ prefix: Int) {
        base += Substring(path.utf8.prefix(prefix))
        path = Route.path(path, below: prefix)
    }
}
