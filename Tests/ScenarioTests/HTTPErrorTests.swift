import Core
import Documents
import Scenario
import Testing

@Suite struct HTTPErrorTests {
    private func directive(_ text: String, files: [String: String] = [:]) throws -> HTTPErrorDirective {
        let scenario = try ScenarioLoader.load(
            Array("understudy: 1\nname: t\nrules: [{ name: r, then: { http_error: \(text) } }]".utf8), named: "t.yaml",
            format: .yaml, vocabulary: vocabulary,
            bodyFile: { files[$0].map { .bytes(Array($0.utf8)) } ?? .refused("there is no such file") })
        return try #require(scenario.rules[0].then.httpError)
    }

    private func header(_ name: String, of directive: HTTPErrorDirective) -> String? {
        let values = directive.headers.filter { $0.name.lowercased() == name }.map(\.value)
        return values.count == 1 ? values[0] : nil
    }

    @Test(arguments: [
        ("cloudflare_502", 502, "cloudflare", "Bad gateway"),
        ("cloudflare_524", 524, "cloudflare", "A timeout occurred"),
        ("cloudfront_504", 504, "CloudFront", "could not be satisfied"),
        ("nginx_502", 502, "nginx", "<center>nginx</center>"),
    ])
    func `a preset is the page of its gateway`(preset: String, status: Int, server: String, words: String) throws {
        let page = try directive("{ preset: \(preset) }")
        #expect(page.status == status)
        #expect(header("server", of: page) == server)
        #expect(header("content-type", of: page)?.hasPrefix("text/html") == true)
        #expect(String(decoding: page.body, as: UTF8.self).contains(words))
    }

    @Test func `the plain page does not say who sends it`() throws {
        let page = try directive("{ preset: plain_502 }")
        #expect(header("server", of: page) == nil)
        #expect(!String(decoding: page.body, as: UTF8.self).contains("nginx"))
    }

    @Test(arguments: [
        ("fastapi_detail", #"{"detail":"Service Unavailable"}"#), ("string", #"{"error":"Service Unavailable"}"#),
        ("flat", #"{"success":false,"code":503,"message":"Service Unavailable"}"#),
        ("nested", #"{"error":{"code":503,"message":"Service Unavailable","details":[]}}"#),
    ])
    func `an envelope has the shape of its kind`(envelope: String, body: String) throws {
        let answer = try directive("{ status: 503, envelope: \(envelope) }")
        #expect(String(decoding: answer.body, as: UTF8.self) == body)
        #expect(header("content-type", of: answer) == "application/json")
    }

    @Test func `a text is sent as it is and a mapping as JSON`() throws {
        let text = try directive("{ status: 500, body: oops }")
        #expect(text.body == Array("oops".utf8) && header("content-type", of: text)?.hasPrefix("text/plain") == true)
        let json = try directive("{ status: 500, body: { a: [1, null] } }")
        #expect(json.body == Array(#"{"a":[1,null]}"#.utf8) && header("content-type", of: json) == "application/json")
    }

    @Test func `given headers replace those of a preset`() throws {
        let page = try directive(
            "{ preset: nginx_502, status: 503, headers: { server: mine, x-a: b }, retry_after: { seconds: 5 } }")
        #expect(page.status == 503)
        #expect(header("server", of: page) == "mine" && header("x-a", of: page) == "b")
        #expect(page.retryAfter == .seconds(5))
    }

    @Test func `a body file is read by whoever loads`() throws {
        let answer = try directive("{ status: 500, body_file: pages/oops.html }", files: ["pages/oops.html": "<p>"])
        #expect(answer.body == Array("<p>".utf8) && header("content-type", of: answer) == "text/html; charset=utf-8")
        #expect(throws: BadScenario.self) {
            try scenario(rules: "- { name: r, then: { http_error: { status: 500, body_file: a } } }")
        }
    }
}
