import Catalog
import Core
import DialectKit
import Documents
import LLMStats
import Testing

struct DialectTests {
    @Test func `the order of checks is the documented one`() throws {
        let documented: [Stage] = [.key, .rateLimit, .syntax, .fields, .model, .enabled, .balance, .submit]
        #expect(try DialectHarness().dialect.stages.filter(documented.contains) == documented)
    }

    @Test func `an id is gen_ and 24 characters of base 32`() throws {
        let id = try DialectHarness().dialect.jobID(from: (0..<32).map { $0 &* 37 })
        #expect(id.count == 28)
        #expect(id.wholeMatch(of: /gen_[0-9a-hjkmnp-tv-z]{24}/) != nil)
    }

    @Test func `every setting has a default of its kind and a help text with its source`() throws {
        for setting in try DialectHarness().dialect.settings {
            #expect(setting.help.contains("["), "\(setting.name)")
            switch setting.kind {
            case .boolean: #expect(setting.standard.bool != nil, "\(setting.name)")
            case .choice(let words):
                #expect(
                    words.contains(setting.standard.string ?? setting.standard.number?.text ?? ""), "\(setting.name)")
            case .duration, .limits: #expect(setting.standard.string != nil, "\(setting.name)")
            case .integer, .money, .string, .secrets: Issue.record("\(setting.name) is of a kind this provider has not")
            }
        }
    }

    @Test func `the provider's own limits limit nothing, since none are published`() throws {
        #expect(try DialectHarness().dialect.providerLimits(pool: "generations").limits == Limits())
    }

    @Test(arguments: [
        ("models", "[]", "catalog.suggested_test_models"),
        ("models", #"[{"id":"a"}]"#, "catalog.models[0].accepts"),
        ("models", "7", "catalog.models"),
    ])
    func `a catalog that lacks something is refused with the place`(key: String, value: String, path: String) throws {
        let catalog = try JSONReader.read(Array(#"{"\#(key)":\#(value)}"#.utf8)).root
        let failure = try #require(throws: CatalogFailure.self) { try LLMStatsDialect(catalog: catalog) }
        #expect(failure.path == path)
    }
}
