import DialectKit
import Documents
import LLMStats
import TestSupport

typealias DialectHarness = TestSupport.DialectHarness<LLMStatsDialect>

extension DialectHarness {
    init(_ settings: Node = [:]) throws {
        try self.init(
            .llmStats, settings: settings, authorization: "Bearer ze_test", jobID: "gen_5k2m8q4x7c1v9b3n6p0r2t4w",
            took: .milliseconds(6789), LLMStatsDialect.init(catalog:))
    }

    func create(_ body: String) -> ParsedRequest { parse("POST", "/v1/generations", body: body) }

    /// A create with this `input` for an image model.
    func image(_ input: String, more: String = "") -> ParsedRequest {
        create(#"{"model":"flux-1.1-pro","input":\#(input)\#(more)}"#)
    }

    func video(_ input: String, more: String = "") -> ParsedRequest {
        create(#"{"model":"veo-3","input":\#(input)\#(more)}"#)
    }
}
