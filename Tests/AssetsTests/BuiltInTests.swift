import Assets
import Foundation
import Testing

@Suite struct BuiltInTests {
    private let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `every catalog file is compiled in, unchanged`() throws {
        let names = try names(in: "Fixtures/catalogs")
        #expect(BuiltIn.catalogNames == names)
        for name in names {
            #expect(try BuiltIn.catalog(name) == bytes(of: "Fixtures/catalogs/\(name).yaml"), "\(name)")
        }
    }

    @Test func `every shipped scenario is compiled in, unchanged`() throws {
        let presets = try names(in: "scenarios/presets")
        // A preset that stands among the scenarios as well is a link to the one file.
        let names = Set(try names(in: "scenarios") + presets)
        #expect(BuiltIn.scenarioNames == names.sorted())
        for name in names {
            let folder = presets.contains(name) ? "scenarios/presets" : "scenarios"
            #expect(try BuiltIn.scenario(name) == bytes(of: "\(folder)/\(name).yaml"), "\(name)")
        }
    }

    @Test func `every OpenAPI document is compiled in, unchanged`() throws {
        let names = try names(in: "Fixtures/openapi", ending: ".json")
        #expect(BuiltIn.openAPINames == names)
        for name in names {
            #expect(try BuiltIn.openAPI(name) == bytes(of: "Fixtures/openapi/\(name).json"), "\(name)")
        }
    }

    @Test func `an unknown name is nothing`() {
        #expect(BuiltIn.catalog("nobody") == nil)
        #expect(BuiltIn.scenario("healthy.yaml") == nil)
        #expect(BuiltIn.scenario("") == nil)
    }

    private func names(in folder: String, ending: String = ".yaml") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: top.appending(path: folder).path)
            .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(5)) }.sorted()
    }

    private func bytes(of path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: top.appending(path: path)))
    }
}
