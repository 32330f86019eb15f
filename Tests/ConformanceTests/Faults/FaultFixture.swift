import Documents
import Foundation
import Testing

/// A row of the failure catalogue: what a scenario writes to make it happen, and what a client then sees on its socket.
///
/// `docs/faults.md` is made from the same files.
struct FaultFixture: CustomTestStringConvertible {
    let root: Node
    let row: String
    let file: String

    init(_ url: URL) throws {
        file = url.lastPathComponent
        root = try YAMLReader.read([UInt8](Data(contentsOf: url)))
        row = root["row"]?.string ?? ""
    }

    /// In the order of the catalogue: R1, R2, …, G1, ….
    static func all() throws -> [FaultFixture] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "yaml" }.map { try FaultFixture($0) }
            .sorted { ($0.rank, $0.file) < ($1.rank, $1.file) }
    }

    static let folder = Project.root.appending(path: "Fixtures/faults")
    private static let chapters = Array("RGCJSLPDWIN")

    private var rank: Int {
        let chapter = row.first.flatMap { Self.chapters.firstIndex(of: $0) } ?? Self.chapters.count
        return chapter * 1000 + (Int(row.dropFirst()) ?? 0)
    }

    /// Of its file: `C16-shared`.
    var name: String { file.replacingOccurrences(of: ".yaml", with: "") }

    var testDescription: String { file }

    /// What happens, for people.
    var title: String { root["fault"]?.string ?? "" }
    /// What the client sees, for people.
    var client: String { root["client"]?.string ?? "" }
    /// Whether the row is about a fault that does not come about: without it the wire is the same.
    var showsNothing: Bool { root["shows_nothing"]?.bool ?? false }
    /// The lines that a person writes.
    var snippet: String { root["scenario"]?.string ?? "" }
    /// What else a person does, where no scenario can; markdown.
    var recipe: String? { root["recipe"]?.string }
    /// Those that its requests ask for, each once.
    var models: [String] {
        steps.compactMap { FaultRequest.model($0, fixture: self) }.reduce(into: []) { models, model in
            if !models.contains(model) { models.append(model) }
        }
    }
    var provider: String { root["provider"]?.string ?? "llm-stats" }
    var steps: [Node] { root["play"]?.array ?? [] }

    /// The snippet as a whole file.
    var scenario: String {
        """
        understudy: 1
        name: row-\(row.lowercased())
        clock: { mode: \(root["clock"]?.string ?? "manual"), start: 2026-01-01T00:00:00Z }
        pace: \(root["pace"]?.string ?? root["pace"]?.number?.text ?? "instant")
        \(snippet)
        """
    }
}

struct FixtureFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
