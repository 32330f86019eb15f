import Catalog
import Core
import DialectKit
import Documents
import GetImg
import TestSupport
import Testing

struct CatalogTests {
    @Test func `the lifetime of files is the catalog's`() throws {
        let seconds = try catalogTree(of: .getimg)["defaults"]?["file_ttl_seconds"]?.number?.int
        let setting = try DialectHarness().dialect.settings.first { $0.name == "file_ttl" }
        #expect(seconds == 24 * 3600)
        #expect(setting?.standard == "24h")
    }

    @Test func `every setting has a help text with its source`() throws {
        let settings = try DialectHarness().dialect.settings
        #expect(
            settings.map(\.name) == ["file_ttl", "null_dimensions", "unknown_models", "unlimited_balance", "limits"])
        #expect(settings.allSatisfy { $0.help.contains("[") })
    }

    @Test(arguments: [
        (#"{"id":"a"}"#, "catalog.models[0].type"),
        (#"{"type":"audio"}"#, "catalog.models[0].type"),
        (model(rates: "[]"), "catalog.models[0].rates"),
        (
            model(rates: #"[{"billable_unit":"image","unit_price":"x","resolution":null,"sound":"not_applicable"}]"#),
            "catalog.models[0].rates[0].unit_price"
        ),
        (
            model(rates: #"[{"billable_unit":"image","unit_price":"1","resolution":null,"sound":"loud"}]"#),
            "catalog.models[0].rates[0].sound"
        ),
        (
            model(rates: #"[{"billable_unit":"image","unit_price":"1","resolution":"2K","sound":"not_applicable"}]"#),
            "catalog.models[0].rates"
        ),
        (
            model(
                rates: #"[{"billable_unit":"image","unit_price":"2","resolution":null,"sound":"not_applicable"},"#
                    + #"{"billable_unit":"image","unit_price":"1","resolution":null,"sound":"not_applicable"}]"#),
            "catalog.models[0].rates"
        ),
        (model(resolution: "1M"), "catalog.models[0].supported_resolutions"),
        (model(resolution: "99999K"), "catalog.models[0].supported_resolutions"),
    ])
    func `a model that cannot be worked with is refused with the place`(model: String, path: String) throws {
        let text =
            #"{"defaults":{"image_rpm":1,"video_rpm":1,"concurrency":1,"output_format":"jpeg"},"models":[\#(model)]}"#
        let catalog = try JSONReader.read(Array(text.utf8)).root
        let failure = try #require(throws: CatalogFailure.self) { try GetImgDialect(catalog: catalog) }
        #expect(failure.path == path)
    }

    private static func model(resolution: String = "1K", rates: String = "[]") -> String {
        #"{"id":"a","name":"A","type":"image","created_at":"2026-01-01","supported_aspect_ratios":["1:1"],"#
            + #""supported_resolutions":["\#(resolution)"],"supported_durations":[],"supported_references":{},"#
            + #""supports_sound":false,"rates":\#(rates)}"#
    }
}
