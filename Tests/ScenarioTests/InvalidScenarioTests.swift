import Foundation
import Testing

@testable import Scenario

@Suite struct InvalidScenarioTests {
    private static let isWriting = ProcessInfo.processInfo.environment["WRITE_GENERATED"] != nil

    @Test(arguments: try files(in: "scenarios/invalid"))
    func `every broken scenario is refused with the words beside it`(file: URL) throws {
        let beside = file.deletingPathExtension().appendingPathExtension("txt")
        let bytes = try [UInt8](Data(contentsOf: file))
        let bad = try #require(throws: BadScenario.self) {
            try ScenarioLoader.load(
                bytes, named: file.lastPathComponent, format: .yaml, vocabulary: vocabulary,
                bodyFile: { _ in .refused("there is no such file") })
        }
        if Self.isWriting { return try "\(bad)\n".write(to: beside, atomically: true, encoding: .utf8) }
        #expect(try bad.description + "\n" == String(contentsOf: beside, encoding: .utf8))
    }

    @Test func `there are two hundred of them`() throws {
        #expect(try files(in: "scenarios/invalid").count >= 200)
    }

    /// The list tells the test of the schema, which another program makes, what no schema can see.
    @Test func `the files that only the loader can refuse are listed`() throws {
        let list = root.appendingPathComponent("scenarios/invalid/beyond-the-schema.list")
        let names = try files(in: "scenarios/invalid").filter { try isBeyondSchema($0) }.map(\.lastPathComponent)
        let text =
            "# Refused although a schema takes them: their keys do not go together, or a value is wrong in a finer point.\n"
            + names.joined(separator: "\n")
            + "\n"
        if Self.isWriting { return try text.write(to: list, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: list, encoding: .utf8) == text)
    }

    /// What the pattern of a schema says less exactly than the loader: places of an amount, a hundred years, whether a
    /// regular expression is one.
    private static let finerThanASchema = [
        "account-balance-too-fine", "latency-huge", "match-expression-broken", "match-expression-range",
    ]

    private func isBeyondSchema(_ file: URL) throws -> Bool {
        if Self.finerThanASchema.contains(file.deletingPathExtension().lastPathComponent) { return true }
        let bytes = try [UInt8](Data(contentsOf: file))
        guard let tree = try? ScenarioLoader.tree(bytes, named: "", format: .yaml) else { return true }
        let grammar = Grammar(vocabulary)
        var reader = Reader(grammar: grammar, file: "")
        _ = reader.read(tree, as: grammar.file, path: "")
        return reader.problems.isEmpty
    }
}
