import Core
import Documents
import Engine
import Scenario

extension Sandbox {
    /// What a sandbox is made of, where its providers are, how full its tables are, and what it had to forget to stay within their bounds.
    ///
    /// - Parameter base: of a request to the control API: the address of the server, and the way to that API.
    func report(base: String) -> Node {
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
            "base_urls": Self.baseURLs(below: base),
            "clock": clock.node,
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

    /// What clients of each provider are configured with.
    private static func baseURLs(below base: String) -> Node {
        let way = "/_understudy"
        let host = base.hasSuffix(way) ? base.dropLast(way.count) : base[...]
        let urls = Provider.allCases.map { provider in
            Members.Member(
                key: provider.rawValue, value: Node(.string("\(host)/\(provider.rawValue)\(provider.clientBasePath)")))
        }
        return Node(.object(Members(urls)))
    }
}
