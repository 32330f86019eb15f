import Catalog
import Core
import DialectKit
import Documents
import LemonData
import Testing

struct DialectTests {
    @Test func `an id is ldtask_ and 32 hexadecimal digits`() throws {
        let id = try DialectHarness().dialect.jobID(from: (0..<32).map { $0 &* 37 })
        #expect(id.wholeMatch(of: /ldtask_[0-9a-f]{32}/) != nil)
    }

    @Test(arguments: [("sk-a", true), ("sk-", true), ("pk-a", false), ("", false), ("SK-a", false)])
    func `keys are told by their beginning`(key: String, isTaken: Bool) throws {
        #expect(try DialectHarness().dialect.acceptsUnlisted(key: key) == isTaken)
    }

    @Test func `every setting has a default of its kind and a help text with its source`() throws {
        for setting in try DialectHarness().dialect.settings {
            #expect(setting.help.contains("["), "\(setting.name)")
            switch setting.kind {
            case .boolean: #expect(setting.standard.bool != nil, "\(setting.name)")
            case .choice(let words): #expect(words.contains { setting.standard.string == $0 }, "\(setting.name)")
            case .duration, .limits, .string: #expect(setting.standard.string != nil, "\(setting.name)")
            case .integer, .money, .secrets: Issue.record("\(setting.name) is of a kind this provider has not")
            }
        }
    }

    @Test(arguments: [
        ("[]", "catalog.default_model"), (#"[{"id":"a"}]"#, "catalog.models[0].owned_by"), ("7", "catalog.models"),
    ])
    func `a catalog that lacks something is refused with the place`(models: String, path: String) throws {
        let catalog = try JSONReader.read(Array(#"{"default_model":"a","aliases":{},"models":\#(models)}"#.utf8)).root
        let failure = try #require(throws: CatalogFailure.self) { try LemonDataDialect(catalog: catalog) }
        #expect(failure.path == path)
    }
}
