import Foundation
import Scenario
import Testing

@Suite struct DocumentationTests {
    private static func examples() throws -> [String] {
        let page = try String(contentsOf: root.appendingPathComponent("docs/scenarios.md"), encoding: .utf8)
        return page.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
    }

    @Test func `the page has examples of whole files`() throws {
        #expect(try Self.examples().count { $0.hasPrefix("understudy: 1") } >= 5)
    }

    @Test(arguments: try examples().filter { $0.hasPrefix("understudy: 1") })
    func `every whole file on the page loads`(example: String) throws {
        let presets = try files(in: "scenarios/presets").map { try load(String(contentsOf: $0, encoding: .utf8)) }
        #expect(throws: Never.self) { try load(example, library: presets) }
    }

    @Test(arguments: try examples().filter { $0.hasPrefix("- name:") })
    func `every rule on the page loads`(example: String) throws {
        #expect(throws: Never.self) { try scenario(rules: example) }
    }
}
