import Foundation
import Testing

/// Every drill preset, used by one line in another scenario, does what the catalogue promises: `Fixtures/presets` has the
/// steps.
@Suite struct PresetTests {
    private static func presets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: Project.root.appending(path: "scenarios/presets").path)
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    @Test(arguments: try presets())
    func `a preset is played by whoever uses it`(name: String) throws {
        let steps = try FaultFixture(Project.root.appending(path: "Fixtures/presets/\(name).yaml"))
        let pace = steps.root["pace"]?.string ?? "instant"
        let scenario = """
            understudy: 1
            name: drill
            clock: { mode: \(steps.root["clock"]?.string ?? "manual"), start: 2026-01-01T00:00:00Z }
            pace: \(pace)
            use: [\(name)]
            """
        try FaultPlayer(steps, scenario: scenario).play()
    }
}
