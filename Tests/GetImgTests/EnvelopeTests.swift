import Core
import DialectKit
import Documents
import HTTPMessages
import Testing
import Time

/// The bodies of getimg.md §4.2, one for each code, and the headers of §4.3.
struct EnvelopeTests {
    let harness: DialectHarness

    init() throws { harness = try DialectHarness() }

    static func five(_ message: String, _ type: String, _ param: String?, _ code: String) -> String {
        let param = param.map { "\"\($0)\"" } ?? "null"
        return
            #"{"error":{"message":"\#(message)","type":"\#(type)","param":\#(param),"code":"\#(code)","doc_url":null}}"#
    }

    static let bodies: [(refusal: Refusal, status: Int, body: String)] = [
        (
            Refusal(.invalidSyntax), 400,
            five("The request body is not valid JSON.", "invalid_request_error", nil, "invalid_json")
        ),
        (
            Refusal(.missingField, param: "prompt"), 400,
            five(
                "Missing required parameter: 'prompt'.", "invalid_request_error", "prompt", "missing_required_parameter"
            )
        ),
        (
            Refusal(.modelUnknown, subject: "nothing-1"), 400,
            five("The model 'nothing-1' does not exist.", "invalid_request_error", "model", "model_not_found")
        ),
        (
            Refusal(.contentPolicy), 400,
            five(
                "The prompt was blocked by the content policy.", "invalid_request_error", "prompt",
                "content_policy_violation")
        ),
        (
            Refusal(.insufficientBalance), 402,
            five("Insufficient balance. Add funds to continue.", "invalid_request_error", nil, "insufficient_balance")
        ),
        (
            Refusal(.permissionDenied), 403,
            five(
                "This API key is not allowed to perform this action.", "invalid_request_error", nil, "permission_denied"
            )
        ),
        (
            Refusal(.modelUnavailable, param: "model"), 403,
            five(
                "This API key is not allowed to perform this action.", "invalid_request_error", nil, "permission_denied"
            )
        ),
        (
            Refusal(.invalidSignature), 403,
            five("The download signature is not valid.", "invalid_request_error", "sig", "invalid_signature")
        ),
        (
            Refusal(.notFound, subject: "req-unknown"), 404,
            five("No such generation: 'req-unknown'.", "invalid_request_error", nil, "not_found")
        ),
        (
            Refusal(.methodNotAllowed), 405,
            five("Method not allowed.", "invalid_request_error", nil, "method_not_allowed")
        ),
        (
            Refusal(.expiredLink), 410,
            five("This download link has expired.", "invalid_request_error", "exp", "download_expired")
        ),
        (
            Refusal(.payloadTooLarge), 413,
            five("The request body is larger than 25 MiB.", "invalid_request_error", nil, "payload_too_large")
        ),
        (
            Refusal(.rateLimited), 429,
            #"{"error":{"message":"Rate limit exceeded. Please retry later.","code":"rate_limit"}}"#
        ),
        (
            Refusal(.tooManyConcurrent), 429,
            #"{"error":{"message":"Too many concurrent requests. Please wait for current requests to finish.","code":"rate_limit"}}"#
        ),
        (Refusal(.internalError), 500, five("Internal server error.", "api_error", nil, "internal_error")),
        (Refusal(.generationFailed), 502, five("The model failed to generate.", "api_error", nil, "provider_error")),
        (
            Refusal(.overloaded), 503,
            five("The service is temporarily unavailable.", "api_error", nil, "service_unavailable")
        ),
        (
            Refusal(.unauthenticated), 401,
            #"{"error":{"message":"Incorrect API key provided. You can manage your API keys at https://getimg.ai/app/developer/api-keys","#
                + #""type":"invalid_request_error","param":null,"code":"invalid_api_key","doc_url":"https://docs.getimg.ai/guides/authentication"}}"#
        ),
    ]

    @Test(arguments: bodies)
    func `each code has its status and its documented body`(refusal: Refusal, status: Int, body: String) {
        let response = harness.dialect.envelope(refusal, in: harness.context())
        #expect(response.status == status)
        #expect(response.text == body)
        #expect(response.headers["content-type"] == "application/json")
    }

    @Test func `an unsupported value is told the supported ones`() throws {
        let problem = try #require(
            harness.image(#"{"model":"seedream-5-lite","prompt":"a","resolution":"8K"}"#).problem)
        #expect(
            harness.dialect.envelope(problem, in: harness.context()).text
                == Self.five(
                    "Invalid value '8K' for 'resolution'. Supported values: 2K, 1K.", "invalid_request_error",
                    "resolution", "invalid_value"))
    }

    @Test func `bare base64 is told what an image is`() throws {
        let problem = try #require(
            harness.image(#"{"model":"seedream-5-lite","prompt":"a","images":[{"url":"AAAA"}]}"#).problem)
        #expect(
            harness.dialect.envelope(problem, in: harness.context()).text
                == Self.five(
                    "images[0].url must be an https URL or a base64 data URL.", "invalid_request_error",
                    "images[0].url", "invalid_image"))
    }

    @Test func `an unknown model is missing from the pages, but wrong in a request`() {
        let refusal = Refusal(.modelUnknown, subject: "nothing-1")
        #expect(harness.dialect.envelope(refusal, in: harness.context(.catalog)).status == 404)
        #expect(harness.dialect.envelope(refusal, in: harness.context(.create)).status == 400)
    }

    @Test(arguments: Refusal.Reason.allCases)
    func `every reason has a status, a code and a sentence`(reason: Refusal.Reason) throws {
        let response = harness.dialect.envelope(Refusal(reason), in: harness.context())
        let error = try #require(response.json()["error"]?.object)
        let keys = response.status == 429 ? ["message", "code"] : ["message", "type", "param", "code", "doc_url"]
        #expect(error.map(\.key) == keys)
        #expect(error["code"]?.string?.isEmpty == false)
        if response.status != 429 {
            #expect(error["type"]?.string == (response.status >= 500 ? "api_error" : "invalid_request_error"))
        }
    }

    @Test(arguments: [Step.create, .poll])
    func `answers of generations show the counter they used`(step: Step) {
        let limit = LimitView(limit: 60, remaining: 59, reset: harness.now + .milliseconds(30_001))
        for reason in [Refusal.Reason.invalidInput, .tooManyConcurrent, .internalError] {
            let headers = harness.dialect.envelope(Refusal(reason), in: harness.context(step, limit: limit)).headers
            #expect(headers["x-ratelimit-limit"] == "60")
            #expect(headers["x-ratelimit-remaining"] == "59")
            #expect(headers["x-ratelimit-reset"] == "1795169733")
        }
    }

    @Test func `a request that nobody counted shows the provider's numbers, untouched`() throws {
        let clip = try #require(harness.video(#"{"model":"seedance-v1-pro","prompt":"a"}"#).creation)
        let headers = harness.answer(clip, .running, for: .create).headers
        #expect(headers["x-ratelimit-limit"] == "20")
        #expect(headers["x-ratelimit-remaining"] == "20")
        #expect(headers["x-ratelimit-reset"] == "1795169763")
        #expect(headers["retry-after"] == nil)
    }

    @Test func `a 429 that a scenario says has nothing left, whatever was counted`() {
        let limit = LimitView(limit: 20, remaining: 12, reset: harness.now + .seconds(50))
        let refusal = Refusal(.rateLimited, retryAfter: .seconds(7))
        let headers = harness.dialect.envelope(refusal, in: harness.context(.create, limit: limit)).headers
        #expect(headers["x-ratelimit-remaining"] == "0")
        #expect(headers["x-ratelimit-reset"] == "1795169710")
        #expect(headers["retry-after"] == "7")
    }

    @Test(arguments: [Step.catalog, .account, .download, nil] as [Step?])
    func `other answers show no counter`(step: Step?) {
        #expect(
            harness.dialect.envelope(Refusal(.internalError), in: harness.context(step)).headers["x-ratelimit-limit"]
                == nil)
    }

    @Test(
        arguments: [
            (Refusal.Reason.rateLimited, RetryAfter.automatic(.milliseconds(1200)), "2"),
            (.rateLimited, .automatic(nil), "31"),
            (.rateLimited, .absent, nil), (.rateLimited, .seconds(7), "7"),
            (.tooManyConcurrent, .automatic(.seconds(3)), nil),
            (.tooManyConcurrent, .seconds(7), "7"), (.overloaded, .automatic(.seconds(3)), nil),
        ] as [(Refusal.Reason, RetryAfter, String?)])
    func `only the limit a minute says when to come back, unless a scenario does`(
        reason: Refusal.Reason, retryAfter: RetryAfter, value: String?
    ) {
        let limit = LimitView(limit: 20, remaining: 0, reset: harness.now + .milliseconds(30_500))
        let response = harness.dialect.envelope(
            Refusal(reason, retryAfter: retryAfter), in: harness.context(.create, limit: limit))
        #expect(response.headers["retry-after"] == value)
    }

    @Test func `each error that a scenario can name comes at a stage that is walked`() {
        for error in SemanticError.allCases {
            guard let stage = harness.dialect.stage(of: error) else {
                #expect(error == .providerTimeout, "\(error) has no stage")
                #expect(harness.dialect.nearest(to: error) == .providerUnavailable)
                continue
            }
            #expect(harness.dialect.stages.contains(stage))
        }
    }
}
