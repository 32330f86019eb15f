import Core
import Documents

extension Service {
    /// What the ready file holds: one JSON object with `url`, `pid`, `version`, `base_urls` and `providers`, which are mappings from
    /// a name to an address, `environment`, the variables by which a command finds all of that, and `ports` where providers have ports
    /// of their own; `sandbox_ports` has those of other sandboxes than `default`. A base URL is what clients are configured with;
    /// the address in `providers` stands for the provider's host, whose whole paths follow.
    public func readyNotice(pid: Int) -> [UInt8] {
        var members = Members([
            .init(key: "url", value: Node(.string(url))),
            .init(key: "pid", value: Node(.number(Number(pid)))),
            .init(key: "version", value: Node(.string(Understudy.version))),
            .init(key: "base_urls", value: Self.table(providers) { Node(.string($0.base)) }),
            .init(key: "providers", value: Self.table(providers) { Node(.string($0.host)) }),
            .init(
                key: "environment",
                value: Node(.object(Members(environment.map { .init(key: $0.name, value: Node(.string($0.value))) })))),
        ])
        if !ports.isEmpty {
            members.append(.init(key: "ports", value: Self.table(ports) { Node(.number(Number($0.port))) }))
        }
        let others = sandboxesWithPorts.map { name in
            Members.Member(key: name, value: Self.table(ports(of: name)) { Node(.number(Number($0.port))) })
        }
        if !others.isEmpty { members.append(.init(key: "sandbox_ports", value: Node(.object(Members(others))))) }
        return Node(.object(members)).json() + [UInt8(ascii: "\n")]
    }

    private static func table(_ addresses: [ProviderAddress], _ value: (ProviderAddress) -> Node) -> Node {
        Node(.object(Members(addresses.map { .init(key: $0.name, value: value($0)) })))
    }
}
