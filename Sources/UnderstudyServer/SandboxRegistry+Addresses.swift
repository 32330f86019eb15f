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
            environment: environment(of: sandbox, at: server, hosts))
    }

    /// The variables by which a command finds the server, and clients their provider.
    private func environment(
        of sandbox: Sandbox, at server: String, _ hosts: [(provider: Provider, url: String)]
    ) -> [(name: String, value: String)] {
        var variables = [(name: "UNDERSTUDY_URL", value: server)]
        for (provider, host) in hosts {
            let name = "UNDERSTUDY_\(provider.environmentName)"
            let (base, key) = (host + provider.clientBasePath, key(for: provider, in: sandbox))
            variables += [("\(name)_BASE_URL", base), ("\(name)_URL", host), ("\(name)_KEY", key)]
            variables += provider.baseURLVariables.map { ($0, base) } + provider.keyVariables.map { ($0, key) }
        }
        return variables
    }

    /// The scenario's first key that has the provider's form, or its first; one in that form where it lists none.
    private func key(for provider: Provider, in sandbox: Sandbox) -> String {
        let keys = sandbox.scenario.accounts.flatMap(\.keys)
        return keys.first { dialects[provider].acceptsUnlisted(key: $0) } ?? keys.first ?? provider.sampleKey
    }
}
