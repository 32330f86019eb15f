import Documents
import Engine
import Scenario

extension Sandbox {
    /// What a sandbox is made of, how full its tables are, and what it had to forget to stay within their bounds.
    var report: Node {
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
}
