import DialectKit
import Documents
import GetImg
import TestSupport

typealias DialectHarness = TestSupport.DialectHarness<GetImgDialect>

extension DialectHarness {
    init(_ settings: Node = [:]) throws {
        try self.init(
            .getimg, settings: settings, authorization: "Bearer sk_test", jobID: "req-01JD4Z8QK3W7N5X2V9T6R0PABC",
            GetImgDialect.init(catalog:))
    }

    func image(_ body: String) -> ParsedRequest { parse("POST", "/v2/images/generations", body: body) }
    func video(_ body: String) -> ParsedRequest { parse("POST", "/v2/videos/generations", body: body) }
}
