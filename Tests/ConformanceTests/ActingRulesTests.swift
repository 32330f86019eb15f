import Foundation
import Testing
import UnderstudyServer

/// No scenario that is shipped or shown has a rule, or a part of one, that can never act.
@Suite struct ActingRulesTests {
    private static let dialects = Result { try Dialects() }

    private func warnings(_ text: String, named name: String) throws -> [String] {
        let file = ScenarioFile(file: name, bytes: Array(text.utf8)) { _ in .refused("there is no such file") }
        return try ScenarioSet([file], dialects: Self.dialects.get()).remarks.filter { $0.contains("warning: ") }
    }

    private static func files(_ folder: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: Project.root.appending(path: folder), includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
    }

    @Test(arguments: try files("scenarios") + files("scenarios/presets") + files("scenarios/drills"))
    func `every rule of a shipped scenario can act`(file: URL) throws {
        #expect(try warnings(String(contentsOf: file, encoding: .utf8), named: file.lastPathComponent) == [])
    }
}
