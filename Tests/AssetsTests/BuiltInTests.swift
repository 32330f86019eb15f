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
        var all: [String] = []
        for folder in ["", "presets", "drills"] {
            let path = folder.isEmpty ? "scenarios" : "scenarios/\(folder)"
            let names = try names(in: path)
            #expect(BuiltIn.scenarioNames(in: folder) == names)
            for name in names { #expect(try BuiltIn.scenario(name) == bytes(of: "\(path)/\(name).yaml"), "\(name)") }
            all += names
        }
        #expect(BuiltIn.scenarioNames == all.sorted())
    }

    @Test func `no two shipped scenarios have one name`() {
        #expect(Set(BuiltIn.scenarioNames).count == BuiltIn.scenarioNames.count)
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
