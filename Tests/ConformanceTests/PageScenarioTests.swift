import Foundation
import Testing
import UnderstudyServer

/// The scenarios on the contract pages load with the words of the real providers. A block of YAML there is a whole file or a list
/// of rules; anything else is marked as `yaml fragment`.
@Suite struct PageScenarioTests {
    private static let pages = [
        "architecture", "language", "failures", "media", "webhook-conventions", "http-library", "style",
    ]

    private static func blocks() throws -> [String] {
        try pages.flatMap { page in
            try text(of: page).components(separatedBy: "```yaml\n").dropFirst().compactMap {
                $0.components(separatedBy: "\n```").first
            }
        }
    }

    private static func text(of page: String) throws -> String {
        try String(contentsOf: Project.root.appending(path: "docs/\(page).md"), encoding: .utf8)
    }

    private static let dialects = Result { try Dialects() }

    private func load(_ scenario: String) throws {
        let file = ScenarioFile(file: "page.yaml", bytes: Array(scenario.utf8)) { _ in .refused("a page has no folder")
        }
        _ = try ScenarioSet([file], dialects: try Self.dialects.get())
    }

    @Test(arguments: try blocks())
    func `every scenario of a contract page loads`(block: String) throws {
        let isFile = block.hasPrefix("understudy: 1")
        #expect(isFile || block.hasPrefix("- name:"), "a block that is neither a file nor rules is a `yaml fragment`")
        let rules = block.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        try load(isFile ? block : "understudy: 1\nname: page\nrules:\n" + rules.joined(separator: "\n"))
    }

    /// The last column but one of the tables in `docs/failures.md`, piece by piece: `latency: 2s`, and so on.
    private static func effects() throws -> [String] {
        var effects: [String] = []
        for line in try text(of: "failures").split(separator: "\n")
        where line.firstMatch(of: #/^\| [A-Z]\d+ \|/#) != nil {
            let cells = line.replacing(#"\|"#, with: "\u{0}").split(separator: "|")
            for code in cells[cells.count - 2].matches(of: #/`([a-z_]+: [^`…]+)`/#) {
                effects.append(String(code.1.replacing("\u{0}", with: "|")))
            }
        }
        return effects.filter { effect in !["expect", "when", "idempotency"].contains { effect.hasPrefix($0) } }
    }

    @Test func `the page about failures writes more than a hundred effects`() throws {
        #expect(try Self.effects().count > 100)
    }

    @Test(arguments: try effects())
    func `every effect that the page about failures writes is one of the language`(effect: String) throws {
        try load("understudy: 1\nname: page\nrules:\n  - name: one\n    then: { \(effect) }\n")
    }
}
