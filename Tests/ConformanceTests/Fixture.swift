import Documents
import Foundation
import HTTPMessages
import Testing

/// One documented exchange: what is sent, and exactly what must come back. The file says where the example is from.
struct Fixture: Sendable, CustomTestStringConvertible {
    let name: String
    let provider: String
    let root: Node

    var testDescription: String { name }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// Every fixture of every provider, in the order of their names.
    static func all() throws -> [Fixture] {
        try ["llm-stats", "unified-tasks", "openrouter", "lemondata", "getimg"].flatMap { provider in
            let base = folder.appending(path: provider)
            let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
            return try names.filter { $0.hasSuffix(".yaml") }.sorted().map { name in
                let bytes = Array(try Data(contentsOf: base.appending(path: name)))
                return Fixture(name: "\(provider)/\(name)", provider: provider, root: try YAMLReader.read(bytes))
            }
        }
    }

    /// The fixture's scenario over what all share: a clock that jumps, and a fixed date.
    var scenario: String {
        var members: [String: Node] = [
            "understudy": 1, "name": "fixture", "pace": "quick",
            "clock": ["mode": "auto", "start": "2026-11-20T10:00:00Z"],
        ]
        for member in root["scenario"]?.object ?? [:] { members[member.key] = member.value }
        let sorted = members.sorted { $0.key < $1.key }.map { Members.Member(key: $0.key, value: $0.value) }
        return String(decoding: Node(.object(Members(sorted))).json(), as: UTF8.self)
    }
}
