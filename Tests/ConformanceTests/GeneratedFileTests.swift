import Foundation
import Scenario
import Testing
import UnderstudyServer

/// Files that are made from others. `make generated` writes them; here they are compared.
@Suite struct GeneratedFileTests {
    @Test func `the table of faults is made from the rows that are played`() throws {
        try compare(try FaultTable.text(), with: "docs/faults.md")
    }

    @Test func `the table of errors is what the program answers`() throws {
        try compare(try ErrorTable.text(), with: "docs/errors.md")
    }

    @Test func `the page on checks says what reports say`() throws {
        try compare(CheckPage.text(), with: "docs/checks.md")
    }

    @Test func `the schema is made from the grammar that the loader reads by`() throws {
        let schema = ScenarioSchema.text(try Dialects().vocabulary)
        try compare(String(decoding: schema, as: UTF8.self), with: "scenarios/scenario.schema.json")
    }

    private func compare(_ text: String, with path: String) throws {
        let file = Project.root.appending(path: path)
        if ProcessInfo.processInfo.environment["WRITE_GENERATED"] != nil {
            return try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(written == text, "\(path) is out of date: run `make generated`")
    }
}
