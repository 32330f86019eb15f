import Foundation
import Testing
import UnderstudyServer

/// What comments of shipped files and of the pages' examples advise is read by the loader, as the files themselves are.
@Suite struct CommentTests {
    /// A piece between backticks that has a key and a value, and where it stands.
    struct Advice: CustomStringConvertible, Sendable {
        var file: String
        var text: String
        var description: String { "\(file): \(text)" }
    }

    private static func files() throws -> [URL] {
        try [
            "scenarios", "scenarios/presets", "scenarios/drills", "Fixtures/faults", "Fixtures/guide",
            "Fixtures/presets",
        ].flatMap {
            folder in
            try FileManager.default.contentsOfDirectory(
                at: Project.root.appending(path: folder), includingPropertiesForKeys: nil
            ).filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
        }
    }

    private static func pages() throws -> [URL] {
        let docs = try FileManager.default.contentsOfDirectory(
            at: Project.root.appending(path: "docs"), includingPropertiesForKeys: nil)
        return [Project.root.appending(path: "README.md")]
            + docs.filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
    }

    private static func advice() throws -> [Advice] {
        let whole = try files().map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
        let blocks = try pages().flatMap { page in
            try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```yaml").dropFirst().compactMap {
                $0.components(separatedBy: "\n```").first.map { (page.lastPathComponent, $0) }
            }
        }
        return (whole + blocks).flatMap { file, text in
            comments(of: text).matches(of: /`([^`]+)`/).map { String($0.1) }
                .filter { $0.firstMatch(of: /^[a-z_.]+: \S/) != nil }.map { Advice(file: file, text: $0) }
        }
    }

    /// The comments of a file, those of lines that follow each other as one text.
    private static func comments(of text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.firstMatch(of: /(^|\s)#( .*)$/).map { String($0.2) } ?? "\n"
        }.joined()
    }

    /// Where a piece of a scenario may stand.
    private static let places = [
        "understudy: 1\nname: comment\n%\n", "understudy: 1\nname: comment\nrules: [{ name: a, then: { % } }]\n",
        "understudy: 1\nname: comment\nrules: [{ name: a, %, then: { latency: 0 } }]\n",
        "understudy: 1\nname: comment\nrules: [{ name: a, match: { % }, then: { latency: 0 } }]\n",
        "understudy: 1\nname: comment\nrules: [{ name: a, when: { % }, then: { latency: 0 } }]\n",
        "understudy: 1\nname: comment\nrules: [{ name: a, on: create, then: { job: { % } } }]\n",
    ]

    private static let dialects = Result { try Dialects() }

    @Test func `comments advise something`() throws {
        #expect(try Self.advice().count >= 2)
    }

    @Test(arguments: try advice())
    func `what a comment advises is of the language`(advice: Advice) throws {
        let dialects = try Self.dialects.get()
        let fits = Self.places.contains { place in
            let text = place.replacing("%", with: advice.text)
            let file = ScenarioFile(file: "comment.yaml", bytes: Array(text.utf8)) { _ in
                .refused("a comment has no folder")
            }
            return (try? ScenarioSet([file], dialects: dialects)) != nil  // One place in which it is right is enough.
        }
        #expect(fits)
    }
}
