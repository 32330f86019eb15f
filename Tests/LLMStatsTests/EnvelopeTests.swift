import Core
import DialectKit
import Documents
import HTTPMessages
import Testing

/// The codes of llm-stats.md §4.2 with the words of its examples.
struct EnvelopeTests {
    let harness: DialectHarness

    init() throws { harness = try DialectHarness() }

    private func text(_ refusal: Refusal) -> String { harness.dialect.envelope(refusal, in: harness.context()).text }

    @Test(arguments: [
        (
            Refusal(.unknownField, param: "input.promt"), 400,
            #"{"code":"invalid_input","message":"Unknown field.","param":"input.promt"}"#
        ),
        (
            Refusal(.modelUnknown), 400,
            #"{"code":"invalid_input","message":"model is not a known model id.","param":"model"}"#
        ),
        (Refusal(.unauthenticated), 401, #"{"code":"unauthenticated","message":"Missing or invalid API key."}"#),
        (Refusal(.insufficientBalance), 402, #"{"code":"insufficient_quota","message":"Account is out of credit."}"#),
        (
            Refusal(.modelUnavailable), 403,
            #"{"code":"model_unavailable","message":"This model is not enabled for your account.","param":"model"}"#
        ),
        (Refusal(.notFound), 404, #"{"code":"not_found","message":"No generation with this id."}"#),
        (
            Refusal(.contentPolicy), 422,
            #"{"code":"content_policy","message":"The prompt was rejected by the provider.","param":"input.prompt"}"#
        ),
        (Refusal(.rateLimited), 429, #"{"code":"rate_limited","message":"Too many requests."}"#),
        (
            Refusal(.providerUnavailable), 502,
            #"{"code":"provider_unavailable","message":"Every provider for this model returned an error."}"#
        ),
        (
            Refusal(.providerTimeout), 504,
            #"{"code":"provider_timeout","message":"Every provider for this model timed out."}"#
        ),
        (Refusal(.internalError), 500, #"{"code":"internal_error","message":"Internal error."}"#),
    ])
    func `each code has its status and its usual words`(refusal: Refusal, status: Int, error: String) {
        let response = harness.dialect.envelope(refusal, in: harness.context())
        #expect(response.status == status)
        #expect(response.text == #"{"error":\#(error)}"#)
        #expect(response.headers["cache-control"] == "no-store")
        #expect(response.headers["content-type"] == "application/json")
        #expect(response.headers["x-request-id"] == "req_1")
    }

    @Test func `a key of another form is told the form, and never shown`() throws {
        #expect(harness.dialect.complaint(aboutKey: "ze_unknown") == nil)
        let words = try #require(harness.dialect.complaint(aboutKey: "sk-secret"))
        #expect(words == #"Missing or invalid API key. Keys of LLM Stats begin with "ze_"."#)
    }

    @Test func `the range of n is refused in the documented words`() throws {
        let problem = try #require(harness.image(#"{"prompt":"a"}"#, more: #","n":11"#).problem)
        #expect(
            text(problem) == #"{"error":{"code":"invalid_input","message":"n must be between 1 and 10.","param":"n"}}"#)
    }

    @Test(arguments: Refusal.Reason.allCases)
    func `every reason has a status, a code of the table and a sentence`(reason: Refusal.Reason) throws {
        let response = harness.dialect.envelope(Refusal(reason), in: harness.context())
        let error = try #require(response.json()["error"])
        #expect((400..<600).contains(response.status))
        #expect(
            [
                "invalid_input", "unauthenticated", "insufficient_quota", "model_unavailable", "not_found",
                "content_policy",
                "rate_limited", "provider_unavailable", "provider_timeout", "internal_error",
            ].contains(error["code"]?.string))
        #expect(try #require(error["message"]?.string).hasSuffix("."))
    }

    @Test func `a scenario's words replace the usual ones`() {
        let refusal = Refusal(.contentPolicy, message: "No.", param: "input.images")
        let response = harness.dialect.envelope(refusal, in: harness.context())
        #expect(response.text == #"{"error":{"code":"content_policy","message":"No.","param":"input.images"}}"#)
    }

    @Test(
        arguments: [
            (RetryAfter.automatic(nil), "1"), (.automatic(.milliseconds(2100)), "3"), (.automatic(.zero), "1"),
            (.seconds(0), "0"),
            (.raw("soon"), "soon"), (.absent, nil), (.milliseconds(5), nil),
        ] as [(RetryAfter, String?)])
    func `a limit always says when to come back, unless a scenario forbids it`(retryAfter: RetryAfter, value: String?) {
        let response = harness.dialect.envelope(Refusal(.rateLimited, retryAfter: retryAfter), in: harness.context())
        #expect(response.headers["retry-after"] == value)
    }

    @Test func `other errors say nothing of coming back`() {
        #expect(harness.dialect.envelope(Refusal(.internalError), in: harness.context()).headers["retry-after"] == nil)
    }

    @Test func `a refused key is told the scheme`() {
        #expect(
            harness.dialect.envelope(Refusal(.unauthenticated), in: harness.context()).headers["www-authenticate"]
                == "Bearer")
    }

    @Test(arguments: [Refusal.Reason.expiredLink, .invalidSignature])
    func `a link that is expired or tampered is refused alike`(reason: Refusal.Reason) throws {
        let response = harness.dialect.envelope(Refusal(reason), in: harness.context())
        #expect(response.status == 403)
        #expect(try response.json()["error"]?["code"] == "not_found")
    }

    @Test func `each error that a scenario can name comes at a stage that is walked`() {
        for error in SemanticError.allCases {
            guard let stage = harness.dialect.stage(of: error) else {
                #expect(error == .overloaded, "\(error) has no stage")
                #expect(harness.dialect.nearest(to: error) == .providerUnavailable)
                continue
            }
            #expect(harness.dialect.stages.contains(stage))
        }
    }
}
