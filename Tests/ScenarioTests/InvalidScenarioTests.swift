import Foundation
import Scenario
import Testing

@Suite struct InvalidScenarioTests {
    @Test(arguments: try files(in: "scenarios/invalid"))
    func `every broken scenario is refused with the words beside it`(file: URL) throws {
        let words = try String(contentsOf: file.deletingPathExtension().appendingPathExtension("txt"), encoding: .utf8)
        let bytes = try [UInt8](Data(contentsOf: file))
        let bad = try #require(throws: BadScenario.self) {
            try ScenarioLoader.load(
                bytes, named: file.lastPathComponent, format: .yaml, vocabulary: vocabulary,
                bodyFile: { _ in .refused("there is no such file") })
        }
        #expect(bad.description + "\n" == words)
    }
}
