import Core
import Documents
import Engine
import Scenario
import Time

extension Sandbox {
    /// What a sandbox is made of, where its providers are, how full its tables are, and what it had to forget to stay within their bounds.
    ///
    /// - Parameter ttl: how long it lives without being used; nil: without end.
    func report(_ addresses: SandboxAddresses, ttl: Duration?) -> Node {
        let census = census
        var tables = Members()
        for table in census.tables {
            let counts: Node = [
                "kept": Node(.number(Number(table.kept))), "most": Node(.number(Number(table.most))),
                "forgotten": Node(.number(Number(table.forgotten))),
            ]
            tables.append(Members.Member(key: table.name, value: counts))
        }
        return [
            "name": Node(.string(name)),
            "scenario": Node(.string(scenario.name)),
            "ttl_ms": ttl.map { Node(.number(Number(Int($0 / .milliseconds(1))))) } ?? nil,
            "control": Node(.string(addresses.control)),
            "base_urls": Self.table(addresses.baseURLs.map { ($0.provider.rawValue, Node(.string($0.url))) }),
            "ports": Self.table(addresses.ports.map { ($0.provider.rawValue, Node(.number(Number($0.port)))) }),
            "environment": Self.table(addresses.environment.map { ($0.name, Node(.string($0.value))) }),
            "clock": clock.node,
            "phase": phase.map(\.node) ?? nil,
            "tables": Node(.object(tables)),
            "job_bytes": [
                "held": Node(.number(Number(census.jobBytes))), "most": Node(.number(Number(census.mostJobBytes))),
            ],
            "upload_bytes": [
                "held": Node(.number(Number(census.uploadedBytes))),
                "files_let_go": Node(.number(Number(census.uploadsEvicted))),
            ],
        ]
    }

    private static func table(_ rows: [(String, Node)]) -> Node {
        Node(.object(Members(rows.map { Members.Member(key: $0.0, value: $0.1) })))
    }
}

extension Sandbox.PhaseView {
    fileprivate var node: Node {
        [
            "name": Node(.string(name)),
            "since": Node(.string(since.iso8601Milliseconds)),
            "until": until.map { Node(.string($0.iso8601Milliseconds)) } ?? nil,
            "since_ms": Node(.number(Number(Int(start / .milliseconds(1))))),
            "until_ms": end.map { Node(.number(Number(Int($0 / .milliseconds(1))))) } ?? nil,
        ]
    }
}
