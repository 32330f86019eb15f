import Core
import DialectKit
import Documents
import HTTPMessages

/// An error as this provider words it. Source: getimg.md §4.2; messages are those of its examples, others [chosen].
struct ErrorForm {
    var status: Int
    var code: StaticString
    var message: String
    var param: String?
    /// Of the provider's documentation; only the 401 is known to carry one [docs].
    var guide: String?

    private init(_ status: Int, _ code: StaticString, _ message: String, param: String? = nil, guide: String? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.guide = guide
    }

    /// A key that is not allowed is nobody's field, though the engine names the model.
    var blamesField: Bool { status != 403 || param != nil }

    /// Every error of the server's side has the one type, every other the other.
    var type: StaticString { status >= 500 ? "api_error" : "invalid_request_error" }

    init(_ refusal: Refusal, step: Step?) {
        switch refusal.reason {
        case .invalidSyntax: self.init(400, "invalid_json", "The request body is not valid JSON.")
        case .missingField:
            self.init(400, "missing_required_parameter", "Missing required parameter: '\(refusal.param ?? "")'.")
        case .unknownField, .invalidInput, .unsupportedMediaType:
            self.init(400, "invalid_value", refusal.param.map { "Invalid value for '\($0)'." } ?? "Invalid request.")
        case .invalidImage: self.init(400, "invalid_image", "The image is not valid.", param: "images[0].url")
        case .modelUnknown:
            self.init(
                step == .catalog ? 404 : 400, "model_not_found", "The model '\(refusal.subject ?? "")' does not exist.",
                param: "model")
        case .contentPolicy:
            self.init(400, "content_policy_violation", "The prompt was blocked by the content policy.", param: "prompt")
        case .unauthenticated: self.init(401, "invalid_api_key", Self.wrongKey, guide: Self.keyGuide)
        case .insufficientBalance:
            self.init(402, "insufficient_balance", "Insufficient balance. Add funds to continue.")
        case .permissionDenied, .modelUnavailable:
            self.init(403, "permission_denied", "This API key is not allowed to perform this action.")
        case .invalidSignature:
            self.init(403, "invalid_signature", "The download signature is not valid.", param: "sig")
        // No request of this provider cancels, and a job of another key is hidden.
        case .notFound, .notOwned, .cancelUnsupported, .cancelTooLate:
            self.init(404, "not_found", refusal.subject.map { "No such generation: '\($0)'." } ?? "Not found.")
        case .methodNotAllowed: self.init(405, "method_not_allowed", "Method not allowed.")
        case .expiredLink: self.init(410, "download_expired", "This download link has expired.", param: "exp")
        case .payloadTooLarge: self.init(413, "payload_too_large", "The request body is larger than 25 MiB.")
        case .rateLimited: self.init(429, "rate_limit", "Rate limit exceeded. Please retry later.")
        case .tooManyConcurrent:
            self.init(429, "rate_limit", "Too many concurrent requests. Please wait for current requests to finish.")
        case .internalError: self.init(500, "internal_error", "Internal server error.")
        // A time-out of the model is no error of its own here.
        case .providerUnavailable, .providerTimeout, .generationFailed:
            self.init(502, "provider_error", "The model failed to generate.")
        case .overloaded: self.init(503, "service_unavailable", "The service is temporarily unavailable.")
        case .assetUnavailable: self.init(503, "service_unavailable", "This file cannot be made by the emulator.")
        }
    }

    private static let wrongKey =
        "Incorrect API key provided. You can manage your API keys at https://getimg.ai/app/developer/api-keys"
    private static let keyGuide = "https://docs.getimg.ai/guides/authentication"
}

extension GetImgDialect {
    /// Five keys, but for 429, which is documented with `message` and `code` alone. Source: getimg.md §4.1, §4.3.
    public func envelope(_ refusal: Refusal, in context: Context) -> Response {
        let form = ErrorForm(refusal, step: context.step)
        var writer = JSONWriter(reserving: 320)
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        writer.member("message", refusal.message ?? form.message)
        if form.status != 429 {
            writer.member("type", form.type.description)
            writer.member("param", form.blamesField ? refusal.param ?? form.param : nil)
        }
        writer.member("code", form.code.description)
        if form.status != 429 { writer.member("doc_url", form.guide) }
        writer.endObject()
        writer.endObject()
        return Response(status: form.status, headers: headers(of: refusal, in: context), body: writer.finish())
    }

    private func headers(of refusal: Refusal, in context: Context) -> Headers {
        var fields = jsonHeaders(in: context, for: refusal)
        if !refusal.allowed.isEmpty { fields.append("Allow", refusal.allowed.joined(separator: ", ")) }
        for field in DialectKit.headers(for: retryAfter(of: refusal, in: context), now: context.stamp) {
            fields.append(field.name, field.value)
        }
        return fields
    }

    /// What a failed video says. Source: getimg.md §3.3.
    public func failureMessage(_ error: SemanticError) -> String {
        switch error {
        case .contentPolicy: "The generation was blocked by the content policy."
        case .invalidInput, .unauthenticated, .insufficientBalance, .modelUnavailable, .notFound, .rateLimited,
            .overloaded,
            .providerUnavailable, .providerTimeout, .internalError, .payloadTooLarge, .expiredLink, .invalidSignature,
            .generationFailed:
            ErrorForm(Refusal(error.reason), step: nil).message
        }
    }
}
