import Core
import DialectKit
import Documents
import HTTPMessages
import Testing
import UnifiedTasks

@Suite struct EnvelopeTests {
    @Test(arguments: [
        (Refusal(.unauthenticated), 401, "authentication_failed", "Invalid API key provided"),
        (Refusal(.insufficientBalance), 402, "insufficient_balance", "Insufficient balance"),
        (Refusal(.notFound), 404, "not_found", "Task not found"),
        (Refusal(.modelUnknown, subject: "google/veo-9"), 404, "not_found", "Model not found: google/veo-9"),
        (
            Refusal(.modelUnavailable, subject: "google/veo-3.1-fast"), 404, "not_found",
            "Model not found: google/veo-3.1-fast"
        ),
        (Refusal(.modelUnavailable), 404, "not_found", "Model not found"),
        (Refusal(.methodNotAllowed), 405, "method_not_allowed", "Method not allowed"),
        (Refusal(.payloadTooLarge), 413, "payload_too_large", "Request body exceeds 10 MiB"),
        (Refusal(.rateLimited), 429, "rate_limit_exceeded", "Rate limit exceeded. Please try again later"),
        (Refusal(.tooManyConcurrent), 429, "rate_limit_exceeded", "Rate limit exceeded. Please try again later"),
        (Refusal(.generationFailed), 400, "generation_failed", "Task generation failed"),
        (Refusal(.internalError), 500, "internal_error", "Internal server error"),
        (Refusal(.invalidSyntax), 400, "validation_error", "Invalid JSON body"),
        (
            Refusal(.missingField, message: "Missing required parameter: prompt"), 400, "validation_error",
            "Missing required parameter: prompt"
        ),
    ])
    func `each error has its status, code and words`(
        refusal: Refusal, status: Int, code: String, message: String
    ) throws {
        let response = dialect.envelope(refusal, in: context())
        #expect(response.status == status)
        let expected: Node = [
            "code": Node(.number(Number(status))), "success": false,
            "data": ["message": Node(.string(message)), "code": Node(.string(code))],
        ]
        #expect(try json(response) == expected)
        #expect(response.headers["content-type"] == "application/json; charset=utf-8")
        #expect(response.headers["cache-control"] == "no-store")
    }

    @Test(arguments: Refusal.Reason.allCases)
    func `every reason has an answer that repeats its status`(reason: Refusal.Reason) throws {
        let response = dialect.envelope(Refusal(reason), in: context())
        #expect((400..<600).contains(response.status))
        #expect(try json(response)["code"]?.number?.int == response.status)
        #expect(try json(response)["data"]?["message"]?.string?.isEmpty == false)
    }

    @Test(arguments: [
        (Refusal.Reason.invalidInput, 422), (.invalidSyntax, 422), (.missingField, 422), (.generationFailed, 400),
    ])
    func `validation can answer 422 instead`(reason: Refusal.Reason, status: Int) {
        let settings: [String: SettingValue] = ["validation_status": .text("422")]
        #expect(dialect.envelope(Refusal(reason), in: context(settings)).status == status)
    }

    @Test func `a wrong verb is told the right ones`() {
        let response = dialect.envelope(Refusal(.methodNotAllowed, allowed: ["GET", "HEAD"]), in: context())
        #expect(response.headers["allow"] == "GET, HEAD")
    }

    @Test func `a file that is not there is called a file`() throws {
        let response = dialect.envelope(Refusal(.notFound), in: context(step: .download))
        #expect(try json(response)["data"]?["message"] == "File not found")
        #expect(dialect.envelope(Refusal(.expiredLink), in: context(step: .download)).status == 404)
    }

    @Test(
        arguments: [
            (RetryAfter.automatic(nil), "retry-after", nil),
            (.automatic(.milliseconds(1)), "retry-after", "1"),
            (.automatic(.zero), "retry-after", "1"),
            (.automatic(.milliseconds(2001)), "retry-after", "3"),
            (.seconds(0), "retry-after", "0"),
            (.milliseconds(250), "retry-after-ms", "250"),
            (.milliseconds(250), "retry-after", nil),
            (.httpDate(.seconds(30)), "retry-after", "Fri, 20 Nov 2026 10:00:30 GMT"),
            (.raw("soon"), "retry-after", "soon"),
            (.absent, "retry-after", nil),
        ] as [(RetryAfter, String, String?)])
    func `a refusal says when to come back`(when: RetryAfter, name: String, value: String?) {
        let response = dialect.envelope(Refusal(.rateLimited, retryAfter: when), in: context())
        #expect(response.headers[name] == value)
    }

    @Test func `every error that has a stage is answered there, and the stage is walked`() {
        let stages = SemanticError.allCases.compactMap { dialect.stage(of: $0) }
        #expect(stages.count == 11)
        #expect(stages.allSatisfy(dialect.stages.contains))
        #expect(Set(dialect.stages).count == dialect.stages.count)
    }

    @Test func `settings are named once, and their defaults are of their kind`() {
        let names = dialect.settings.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(
            names.sorted() == [
                "callback_shape", "coerce_types", "empty_values", "failed_shape", "kling_rules",
                "kling_start_frame_optional", "limits",
                "retention", "show_model_and_cost",
                "unknown_models", "unlimited_balance", "unstated_rules", "validation_status", "webhook_scheme",
                "webhook_secret",
            ])
        for case .choice(let words) in dialect.settings.map(\.kind) { #expect(words.count > 1) }
    }

    @Test func `the provider's limits and links are those of its specification`() {
        #expect(
            dialect.providerLimits(pool: "requests")
                == PoolLimits(Limits(requests: Rate(60, per: .seconds(60))), window: .tokenBucket))
        #expect(dialect.linkLifetime(Settings()) == .endless)
        #expect(dialect.acceptsUnlisted(key: "anything"))
        #expect(!dialect.acceptsUnlisted(key: ""))
    }

    @Test func `a callback has four attempts of ten seconds, and is signed where there is a secret`() throws {
        let plain = try #require(dialect.webhooks(Settings()))
        #expect(plain.schedule == RetrySchedule([.zero, .seconds(1), .seconds(5), .seconds(25)]))
        #expect(plain.timeout == .seconds(10))
        #expect(plain.secrets.isEmpty)
        let signed = try #require(
            dialect.webhooks(
                Settings([
                    WebhookSettingName.secret: .secrets([WebhookSecret("a")]),
                    WebhookSettingName.scheme: .text("stripe"),
                ])))
        #expect(signed.scheme == .stripe)
        #expect(signed.secrets == [WebhookSecret("a")])
    }
}
