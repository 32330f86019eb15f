import Documents
import Foundation
import Testing

/// Every whole scenario in `docs/scenarios.md` does what the page says: `Fixtures/guide` has the steps.
@Suite struct GuideScenarioTests {
    private static func examples() throws -> [String] {
        let page = try String(contentsOf: Project.root.appending(path: "docs/scenarios.md"), encoding: .utf8)
        return page.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }.filter { $0.hasPrefix("understudy: 1") }
    }

    @Test func `there are eleven of them, beside the smallest one`() throws {
        #expect(try Self.examples().count == 12)
    }

    @Test(arguments: try examples())
    func `every scenario of the page is played`(example: String) throws {
        let name = try #require(try YAMLReader.read(Array(example.utf8))["name"]?.string)
        let steps = Project.root.appending(path: "Fixtures/guide/\(name).yaml")
        try FaultPlayer(try FaultFixture(steps), scenario: example).play()
    }
}
