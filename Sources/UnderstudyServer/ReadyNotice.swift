import Core
import Documents

extension Service {
    /// What the ready file holds: one JSON object with `url`, `pid`, `version`, `providers: {name: address}`, and `ports`
    /// where providers have ports of their own. The address stands for the provider's host, whose whole paths follow.
    public func readyNotice(pid: Int) -> [UInt8] {
        var members = Members([
            .init(key: "url", value: Node(.string(url))),
            .init(key: "pid", value: Node(.number(Number(pid)))),
            .init(key: "version", value: Node(.string(Understudy.version))),
            .init(
                key: "providers",
                value: Node(
                    .object(
                        Members(
                            providers.map { .init(key: $0.name, value: Node(.string($0.host))) })))),
        ])
        if !ports.isEmpty {
            let own = ports.map { Members.Member(key: $0.name, value: Node(.number(Number($0.port)))) }
            members.append(.init(key: "ports", value: Node(.object(Members(own)))))
        }
        return Node(.object(members)).json() + [UInt8(ascii: "\n")]
    }
}
