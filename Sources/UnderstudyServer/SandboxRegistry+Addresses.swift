import Control
import Core
import DialectKit
import Engine
import Scenario

extension SandboxRegistry {
    func addresses(of sandbox: Sandbox, at server: String) -> SandboxAddresses {
        let ports = ports(of: sandbox.name).map { (provider: $0.provider, port: $0.port) }
        let root = sandbox.name == SandboxName.standard ? server : "\(server)/sandbox/\(sandbox.name)"
        let hosts = Provider.allCases.map { (provider: $0, url: "\(root)/\($0.rawValue)") }
        return SandboxAddresses(
            control: "\(server)/_understudy/sandboxes/\(sandbox.name)",
            baseURLs: hosts.map { ($0.provider, $0.url + $0.provider.clientBasePath) }, ports: ports,
            environment: environment(of: sandbox, at: server, hosts).variables())
    }

    /// How a command finds the server and the providers of a sandbox, each at the host that is given for it.
    func environment(
        of sandbox: Sandbox, at server: String, _ hosts: [(provider: Provider, url: String)]
    ) -> CommandEnvironment {
        CommandEnvironment(
            server: server,
            places: hosts.map { .init($0.provider, host: $0.url, key: key(for: $0.provider, in: sandbox)) })
    }

    /// The scenario's first key that has the provider's form, or its first; one in that form where it lists none.
    private func key(for provider: Provider, in sandbox: Sandbox) -> String {
        let keys = sandbox.scenario.accounts.flatMap(\.keys)
        return keys.first { dialects[provider].acceptsUnlisted(key: $0) } ?? keys.first ?? provider.sampleKey
    }
}
