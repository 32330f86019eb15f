import Control
import Core
import Engine
import HTTPMessages
import MicroHTTP

/// Where requests go: ports and prefixes, each with its endpoint (architecture.md §1). It does not change: another one is put in
/// force in its place, so that a request is led by one of them wholly.
final class Router: Sendable {
    /// Ports that speak as one provider at their root; a handful, looked through in turn.
    private let ports: [(port: Int, endpoint: ProviderEndpoint)]
    /// By the place of the provider.
    private let standard: [ProviderEndpoint]
    private let sandboxes: [String: [ProviderEndpoint]]
    private let control: ControlEndpoint
    private let index: PlainEndpoint
    private let unknown: PlainEndpoint
    private let allowsOrigins: Bool

    /// - Parameter served: ports that speak as one provider each, in the default sandbox.
    init(
        _ registry: SandboxRegistry, ports served: [Int: Provider] = [:], _ services: SharedServices,
        access: ControlAccess
    ) {
        func endpoints(_ sandbox: Sandbox) -> [ProviderEndpoint] {
            Provider.allCases.map {
                ProviderEndpoint(sandbox: sandbox, dialect: registry.dialects[$0], services: services)
            }
        }
        let standard = endpoints(registry.standard)
        self.standard = standard
        ports = served.sorted { $0.key < $1.key }.map { ($0.key, standard[$0.value.place]) }
        sandboxes = registry.sandboxes.mapValues { $0 === registry.standard ? standard : endpoints($0) }
        control = ControlEndpoint(registry, access: access)
        allowsOrigins = services.allowsOrigins
        index = PlainEndpoint(allowsOrigins: allowsOrigins) {
            $0.isReading ? .index(status: 200, $0) : .indexIsRead
        }
        unknown = PlainEndpoint(allowsOrigins: allowsOrigins) { .index(status: 404, $0) }
    }

    func endpoint(onPort port: Int) -> ProviderEndpoint? {
        ports.first { $0.port == port }?.endpoint
    }

    /// Who serves a request. The way there is taken off its path and added to its base.
    func endpoint(for request: inout Request, on port: Int) -> any Endpoint {
        if let endpoint = endpoint(onPort: port) { return endpoint }
        switch Route(request.path) {
        case .provider(let provider, nil, let prefix):
            request.enter(prefix)
            return standard[provider.place]
        case .provider(let provider, let name?, let prefix):
            guard let endpoints = sandboxes[name] else {
                return PlainEndpoint(allowsOrigins: allowsOrigins) { _ in .plain(404, "There is no sandbox `\(name)`.")
                }
            }
            request.enter(prefix)
            return endpoints[provider.place]
        case .control(let path):
            request.path = path
            return control
        case .index: return index
        case .unknown: return unknown
        }
    }
}

extension Request {
    /// Takes the first bytes of the path over into the base.
    fileprivate mutating func enter(_ prefix: Int) {
        base += Substring(path.utf8.prefix(prefix))
        path = Route.path(path, below: prefix)
    }
}
