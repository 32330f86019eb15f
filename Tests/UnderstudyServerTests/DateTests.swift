import HTTPMessages
import Testing

@testable import UnderstudyServer

@Suite struct DateTests {
    @Test(arguments: [
        "http_error: { status: 503, headers: { Date: then } }",
        "error: { name: rate_limited, headers: { date: then } }",
        "patch: { headers: { date: then } }", "replace: { headers: { Date: then } }",
    ])
    func `an answer that a rule gives a date tells no other one`(aspect: String) throws {
        let routes = try Routes(
            "understudy: 1\nname: t\nrules: [{ name: dated, on: catalog, then: { \(aspect) } }]")
        defer { routes.stop() }
        #expect(try #require(routes.get("/llm-stats/v1/models")).headers.all("Date") == ["then"])
    }
}
