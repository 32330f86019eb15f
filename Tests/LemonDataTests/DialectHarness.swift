import DialectKit
import Documents
import LemonData
import TestSupport

typealias DialectHarness = TestSupport.DialectHarness<LemonDataDialect>

extension DialectHarness {
    static var id: String { "ldtask_0f3c9a7be21d4c55a1b2c3d4e5f60718" }

    init(_ settings: Node = [:]) throws {
        try self.init(
            .lemonData, settings: settings, authorization: "Bearer sk-test", jobID: Self.id, took: .seconds(60),
            LemonDataDialect.init(catalog:))
    }

    func create(_ body: String) -> ParsedRequest { parse("POST", "/v1/images/generations", body: body) }

    /// A create by that model with that prompt, and more fields.
    func image(_ model: String, _ more: String = "") -> ParsedRequest {
        create(#"{"model":"\#(model)","prompt":"a red apple"\#(more.isEmpty ? "" : "," + more)}"#)
    }
}
