import Core
import DialectKit
import Documents
import HTTPMessages

/// An error as the gateway words it: status, code, and the usual message and field where a refusal brings none of its own.
/// Source: llm-stats.md §4.2; messages are those of its examples, others [chosen].
struct ErrorForm {
    var status: Int
    var code: StaticString
    var message: String
    var param: String?

    init(_ status: Int, _ code: StaticString, _ message: String, param: String? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.param = param
    }

    init(_ reason: Refusal.Reason) {
        switch reason {
        case .invalidSyntax: self.init(400, "invalid_input", "The request body is not valid JSON.")
        case .missingField: self.init(400, "invalid_input", "A required field is missing.")
        case .unknownField: self.init(400, "invalid_input", "Unknown field.")
        case .invalidInput, .unsupportedMediaType: self.init(400, "invalid_input", "The request is not valid.")
        case .invalidImage: self.init(400, "invalid_input", "An input image is not valid.", param: "input.images")
        case .modelUnknown: self.init(400, "invalid_input", "model is not a known model id.", param: "model")
        case .payloadTooLarge: self.init(400, "invalid_input", "The request body is larger than 1 MiB.")
        case .methodNotAllowed: self.init(405, "invalid_input", "Method not allowed.")
        case .unauthenticated: self.init(401, "unauthenticated", "Missing or invalid API key.")
        case .insufficientBalance: self.init(402, "insufficient_quota", "Account is out of credit.")
        case .modelUnavailable, .permissionDenied:
            self.init(403, "model_unavailable", "This model is not enabled for your account.", param: "model")
        // No request of this provider cancels, and a job of another key is hidden.
        case .notFound, .notOwned, .cancelUnsupported, .cancelTooLate:
            self.init(404, "not_found", "No generation with this id.")
        case .contentPolicy:
            self.init(422, "content_policy", "The prompt was rejected by the provider.", param: "input.prompt")
        case .rateLimited, .tooManyConcurrent: self.init(429, "rate_limited", "Too many requests.")
        // The gateway has no error of its own for overload: each provider behind it gave one.
        case .overloaded, .providerUnavailable, .generationFailed:
            self.init(502, "provider_unavailable", "Every provider for this model returned an error.")
        case .providerTimeout: self.init(504, "provider_timeout", "Every provider for this model timed out.")
        case .internalError: self.init(500, "internal_error", "Internal error.")
        // One answer for both, as llm-stats.md §5 has it [chosen].
        case .invalidSignature, .expiredLink: self.init(403, "not_found", "This link is not valid or has expired.")
        case .assetUnavailable: self.init(503, "internal_error", "This file cannot be made by the emulator.")
        }
    }
}

extension LLMStatsDialect {
    /// `{"error": {"code", "message", "param"?}}`, never cached. Source: llm-stats.md §4.1, §3.3.
    public func envelope(_ refusal: Refusal, in context: Context) -> Response {
        let form = ErrorForm(refusal.reason)
        var writer = JSONWriter(reserving: 160)
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        writer.member("code", form.code.description)
        writer.member("message", refusal.message ?? form.message)
        if let param = refusal.param ?? form.param { writer.member("param", param) }
        writer.endObject()
        writer.endObject()
        return Response(status: form.status, headers: headers(of: refusal, in: context), body: writer.finish())
    }

    private func headers(of refusal: Refusal, in context: Context) -> Headers {
        var fields = jsonHeaders(in: context)
        fields.append("Cache-Control", "no-store")
        // RFC 9110 asks for it [chosen].
        if refusal.reason == .unauthenticated { fields.append("WWW-Authenticate", "Bearer") }
        if !refusal.allowed.isEmpty { fields.append("Allow", refusal.allowed.joined(separator: ", ")) }
        for field in DialectKit.headers(for: retryAfter(of: refusal), now: context.stamp) {
            fields.append(field.name, field.value)
        }
        return fields
    }

    /// A 429 always says when to come back, in whole seconds, at least one (llm-stats.md §4.2 [chosen]).
    private func retryAfter(of refusal: Refusal) -> RetryAfter {
        guard refusal.reason == .rateLimited || refusal.reason == .tooManyConcurrent,
            refusal.retryAfter == .automatic(nil)
        else { return refusal.retryAfter }
        return .automatic(.seconds(1))
    }

    /// What a failed resource says, where it differs from the words of a refused request (llm-stats.md §3.4).
    public func failureMessage(_ error: SemanticError) -> String {
        switch error {
        case .contentPolicy: "The provider rejected the prompt."
        // An address that cannot be fetched fails the job, not the request (llm-stats.md §3.1.1 [chosen]).
        case .invalidInput: "An input image could not be fetched."
        case .unauthenticated, .insufficientBalance, .modelUnavailable, .notFound, .rateLimited, .overloaded,
            .providerUnavailable, .providerTimeout, .internalError, .payloadTooLarge, .expiredLink, .invalidSignature,
            .generationFailed:
            ErrorForm(error.reason).message
        }
    }
}
