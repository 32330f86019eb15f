import Documents
import Foundation

/// What eight real clients make of rows: `Fixtures/clients.yaml`, which `make client-table` writes, as tables.
struct ClientTable {
    private let root: Node

    init() throws {
        root = try YAMLReader.read(
            [UInt8](Data(contentsOf: Project.root.appending(path: "Fixtures/clients.yaml"))))
    }

    /// The rows that a client is played with, by the names of their files: those of connections and bodies, and redirects.
    static func names(_ fixtures: [FaultFixture]) -> [String] {
        fixtures.filter { isPlayed($0) }.map(\.name)
    }

    private static func isPlayed(_ fixture: FaultFixture) -> Bool {
        let hasFault = !fixture.steps.isEmpty && fixture.snippet.trimmingCharacters(in: .newlines) != "rules: []"
        return hasFault && ("CJ".contains(fixture.row.prefix(1)) || fixture.snippet.contains("redirect:"))
    }

    /// Those that stand in the file.
    var names: [String] { (root["rows"]?.object ?? [:]).map(\.key) }

    private var clients: [(key: String, version: String)] {
        (root["versions"]?.object ?? [:]).map { ($0.key, $0.value.string ?? "") }
    }

    /// The clients in words, with the versions that the tables were made with.
    var versions: String {
        let titles = [
            "urllib": "urllib of Python", "fetch": "`fetch` of Node", "http": "`http` of Node",
            "go": "`net/http` of Go",
        ]
        return clients.map { "\(titles[$0.key] ?? $0.key) \($0.version)" }.joined(separator: ", ")
    }

    /// A line for each of these rows that was played; empty when none was.
    func text(of fixtures: [FaultFixture]) -> String {
        let names = Self.names(fixtures)
        guard !names.isEmpty else { return "" }
        let titles = clients.map { $0.key == "go" ? "Go" : $0.key }
        var text =
            "\n| | \(titles.joined(separator: " | ")) |\n|---|\(titles.map { _ in "---" }.joined(separator: "|"))|\n"
        for name in names {
            let said = clients.map { root["rows"]?[name]?[$0.key]?.string ?? "" }
            text += "| \(name) | \(said.joined(separator: " | ")) |\n"
        }
        return text
    }
}
