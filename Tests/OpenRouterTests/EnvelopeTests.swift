import Core
import DialectKit
import Documents
import Testing
import Time

/// openrouter.md §4, body by body.
@Suite struct EnvelopeTests {
    private func envelope(_ refusal: Refusal, prompt: String = "a very graphic scene") throws -> (Int, String) {
        let harness = try DialectHarness()
        let response = harness.dialect.envelope(
            refusal, in: harness.context(refused: RefusedRequest(model: "openai/gpt-image-1", prompt: prompt)))
        #expect(response.headers["Content-Type"] == "application/json")
        return (response.status, response.text)
    }

    static let bodies: [(Refusal, Int, String)] = [
        (
            Refusal(.invalidInput), 400,
            #"{"error":{"code":400,"message":"Invalid request parameters","metadata":{"error_type":"invalid_request"}}}"#
        ),
        (
            Refusal(.unauthenticated, message: "Missing Authentication header"), 401,
            #"{"error":{"code":401,"message":"Missing Authentication header"}}"#
        ),
        (Refusal(.unauthenticated), 401, #"{"error":{"code":401,"message":"User not found."}}"#),
        (
            Refusal(.insufficientBalance), 402,
            #"{"error":{"code":402,"message":"Insufficient credits. Add more using https://openrouter.ai/credits"}}"#
        ),
        (
            Refusal(.contentPolicy), 403,
            #"{"error":{"code":403,"message":"Input was flagged by moderation","metadata":{"reasons":["violence"],"flagged_input":"a very graphic scene","provider_name":"OpenAI","model_slug":"openai/gpt-image-1"}}}"#
        ),
        (
            Refusal(.contentPolicy, param: "guardrail"), 403,
            #"{"error":{"code":403,"message":"Request blocked by guardrail","metadata":{"patterns":["prompt"]}}}"#
        ),
        (
            Refusal(.permissionDenied), 403,
            #"{"error":{"code":403,"message":"Only management keys can perform this operation","metadata":{"error_type":"permission_denied"}}}"#
        ),
        (Refusal(.notFound), 404, #"{"error":{"code":404,"message":"Resource not found"}}"#),
        (Refusal(.methodNotAllowed), 405, #"{"error":{"code":405,"message":"Method not allowed"}}"#),
        (
            Refusal(.providerTimeout, param: "request"), 408,
            #"{"error":{"code":408,"message":"Request timed out","metadata":{"error_type":"timeout"}}}"#
        ),
        (Refusal(.payloadTooLarge), 413, #"{"error":{"code":413,"message":"Request payload too large"}}"#),
        (
            Refusal(.internalError, message: "a secret"), 500,
            #"{"error":{"code":500,"message":"Internal Server Error","metadata":{"error_type":"server"}}}"#
        ),
        (
            Refusal(.providerUnavailable), 502,
            #"{"error":{"code":502,"message":"Provider returned error","metadata":{"error_type":"provider_unavailable","provider_code":"internal_error"}}}"#
        ),
        (
            Refusal(.providerTimeout), 524,
            #"{"error":{"code":524,"message":"Request timed out. Please try again later."}}"#
        ),
        (
            Refusal(.overloaded), 529,
            #"{"error":{"code":529,"message":"Provider returned error","metadata":{"error_type":"provider_overloaded"}}}"#
        ),
        (
            Refusal(.rateLimited, param: "upstream"), 429,
            #"{"error":{"code":429,"message":"Provider returned error","metadata":{"error_type":"rate_limit_exceeded"}}}"#
        ),
        (
            Refusal(.invalidInput, param: "image_too_large"), 400,
            #"{"error":{"code":400,"message":"Invalid request parameters","metadata":{"error_type":"image_too_large"}}}"#
        ),
    ]

    @Test(arguments: bodies)
    func `each error has the provider's own body`(refusal: Refusal, status: Int, body: String) throws {
        let answer = try envelope(refusal)
        #expect(answer.0 == status)
        #expect(answer.1 == body)
    }

    @Test func `no reason is left without an envelope`() throws {
        for reason in Refusal.Reason.allCases {
            let (status, body) = try envelope(Refusal(reason))
            #expect((400...599).contains(status), "\(reason)")
            #expect(body.contains("\"code\":\(status),"))
        }
    }

    @Test func `the platform's limit is told in headers and in the body, in milliseconds`() throws {
        let harness = try DialectHarness()
        let response = harness.dialect.envelope(
            Refusal(.rateLimited, retryAfter: .automatic(.milliseconds(59_400))), in: harness.context())
        #expect(response.headers["X-RateLimit-Limit"] == "20")
        #expect(response.headers["X-RateLimit-Remaining"] == "0")
        #expect(response.headers["X-RateLimit-Reset"] == "1795176059400")
        #expect(response.headers["Retry-After"] == "60")
        #expect(
            response.text == """
                {"error":{"code":429,"message":"Rate limit exceeded","metadata":{"error_type":"rate_limit_exceeded",\
                "headers":{"X-RateLimit-Limit":"20","X-RateLimit-Remaining":"0","X-RateLimit-Reset":"1795176059400"}}}}
                """)
    }

    @Test func `a counted limit shows its own numbers`() throws {
        let harness = try DialectHarness()
        let limit = LimitView(limit: 3, remaining: 0, reset: harness.now + .seconds(5))
        let response = harness.dialect.envelope(Refusal(.rateLimited), in: harness.context(limit: limit))
        #expect(response.headers["X-RateLimit-Limit"] == "3")
        #expect(response.headers["X-RateLimit-Reset"] == "1795176005000")
    }

    static let availability: [(code: String, status: Int, type: String, isRetryable: Bool)] = [
        ("model_not_found", 400, "invalid_request", false), ("wrong_endpoint", 400, "invalid_request", false),
        ("no_endpoints", 404, "not_found", false), ("model_deprecated", 404, "not_found", false),
        ("model_unavailable_upstream", 404, "not_found", false),
        ("capacity_exhausted", 429, "rate_limit_exceeded", true),
        ("temporarily_unavailable", 503, "provider_overloaded", true),
        ("region_restricted", 403, "permission_denied", false), ("privacy_restricted", 404, "not_found", false),
        ("constraint_filtered", 404, "not_found", false), ("free_variant_ended", 404, "not_found", false),
    ]

    /// The two codes that say what a client has to change.
    private static let constraints = [
        "wrong_endpoint":
            #""constraint":{"field":"endpoint","detail":"openai/gpt-image-1 is served at /api/v1/chat/completions"},"#,
        "constraint_filtered":
            #""constraint":{"field":"max_price","detail":"No endpoint of openai/gpt-image-1 is within the price asked for"},"#,
    ]

    @Test(arguments: availability)
    func `a scenario can name every way in which a model is not there`(
        code: String, status: Int, type: String, isRetryable: Bool
    ) throws {
        let (answered, body) = try envelope(Refusal(.modelUnavailable, param: code))
        let constraint = Self.constraints[code] ?? ""
        #expect(answered == status)
        #expect(body.contains(#""metadata":{"error_type":"\#(type)"}"#))
        #expect(
            body.hasSuffix(
                #""availability":{"code":"\#(code)","retryable":\#(isRetryable),"requested_models":["openai/gpt-image-1"],\#(constraint)"docs_url":"https://openrouter.ai/docs/errors#\#(code)"}}}"#
            ))
    }

    @Test(
        arguments: [
            ("capacity_exhausted", RetryAfter.seconds(40), "40"),
            ("temporarily_unavailable", .automatic(.milliseconds(1_500)), "2"),
            ("capacity_exhausted", .absent, nil), ("capacity_exhausted", .raw("soon"), nil),
            ("capacity_exhausted", .httpDate(.seconds(9)), nil), ("region_restricted", .seconds(40), nil),
        ] as [(String, RetryAfter, String?)])
    func `the body says the seconds that the header says, where trying again can help`(
        code: String, retryAfter: RetryAfter, seconds: String?
    ) throws {
        let (_, body) = try envelope(Refusal(.modelUnavailable, param: code, retryAfter: retryAfter))
        #expect(body.contains(#""retry_after":"#) == (seconds != nil))
        if let seconds { #expect(body.contains(#""retryable":true,"retry_after":\#(seconds),"requested_models""#)) }
    }

    @Test(arguments: [Refusal.Reason.invalidInput, .notFound])
    func `a picture that is not there is a 404 of its own`(reason: Refusal.Reason) throws {
        let (status, body) = try envelope(Refusal(reason, param: "image_not_found"))
        #expect(status == 404)
        #expect(body.contains(#""metadata":{"error_type":"image_not_found"}"#))
    }

    @Test func `an unknown model is named`() throws {
        let harness = try DialectHarness()
        let refusal = try #require(harness.image("acme/nothing-1").problem)
        let response = harness.dialect.envelope(refusal, in: harness.context())
        #expect(response.status == 400)
        #expect(response.text.hasPrefix(#"{"error":{"code":400,"message":"acme/nothing-1 is not a valid model ID. "#))
        #expect(response.text.contains(UnknownModels.hint(.openRouter)))
        #expect(response.text.contains(#""requested_models":["acme/nothing-1"]"#))
    }

    @Test func `a flagged prompt of more than a hundred characters is cut in the middle`() throws {
        let prompt = String(repeating: "a", count: 80) + String(repeating: "z", count: 80)
        let (_, body) = try envelope(Refusal(.contentPolicy), prompt: prompt)
        let shown = String(repeating: "a", count: 48) + "..." + String(repeating: "z", count: 49)
        #expect(body.contains(#""flagged_input":"\#(shown)""#))
    }

    @Test func `an own problem says its kind`() throws {
        let harness = try DialectHarness()
        for (fields, kind) in [
            (#""session_id":"\#(String(repeating: "a", count: 300))""#, "string_too_long"),
            (#""input_references":[{"type":"image_url","image_url":{"url":"nowhere"}}]"#, "invalid_image"),
            (#""prompt":"""#, "invalid_prompt"), (#""n":0"#, "invalid_request"),
        ] {
            let refusal = try #require(harness.image("openai/gpt-image-1", fields).problem)
            #expect(harness.dialect.envelope(refusal, in: harness.context()).text.contains(#""error_type":"\#(kind)""#))
        }
    }
}
