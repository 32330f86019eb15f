import Core
import DialectKit
import Documents
import HTTPMessages

/// An error as the provider words it: status, code, and the usual message where a refusal brings none of its own.
/// Source: unified-tasks.md §5.2.
struct ErrorForm {
    var status: Int
    var code: StaticString
    var message: String

    init(_ status: Int, _ code: StaticString, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    init(_ refusal: Refusal, in context: Context) {
        switch refusal.reason {
        case .invalidSyntax: self.init(validation: "Invalid JSON body", context)
        case .missingField, .unknownField, .invalidInput, .invalidImage:
            self.init(validation: "Invalid parameters", context)
        case .unsupportedMediaType: self.init(415, "validation_error", "Unsupported content type")
        case .unauthenticated, .permissionDenied: self.init(401, "authentication_failed", "Invalid API key provided")
        case .insufficientBalance: self.init(402, "insufficient_balance", "Insufficient balance")
        case .modelUnknown, .modelUnavailable:
            self.init(404, "not_found", "Model not found" + (refusal.subject.map { ": \($0)" } ?? ""))
        // No request of this provider cancels, and a job of another key is hidden.
        case .notFound, .notOwned, .cancelUnsupported, .cancelTooLate:
            self.init(404, "not_found", context.step == .download ? "File not found" : "Task not found")
        // Links carry no signature and no end of their own; a scenario may let them expire [chosen].
        case .invalidSignature, .expiredLink: self.init(404, "not_found", "File not found")
        case .methodNotAllowed: self.init(405, "method_not_allowed", "Method not allowed")
        case .payloadTooLarge:
            self.init(413, "payload_too_large", "Request body exceeds \(context.step == .upload ? "1 GiB" : "10 MiB")")
        case .contentPolicy:
            self.init(
                400, "generation_failed",
                "[Content policy violation] Your request contains content that is not allowed.")
        case .generationFailed: self.init(400, "generation_failed", "Task generation failed")
        case .rateLimited, .tooManyConcurrent:
            self.init(429, "rate_limit_exceeded", "Rate limit exceeded. Please try again later")
        case .internalError, .providerUnavailable, .providerTimeout:
            self.init(500, "internal_error", "Internal server error")
        // Only the emulator itself gives these, when it holds too much or cannot make a file.
        case .overloaded: self.init(503, "internal_error", "Service temporarily unavailable")
        case .assetUnavailable: self.init(503, "internal_error", "This file cannot be made by the emulator")
        }
    }

    private init(validation message: String, _ context: Context) {
        let status = context.settings.text(SettingName.validationStatus) == "422" ? 422 : 400
        self.init(status, "validation_error", message)
    }
}

extension UnifiedTasksDialect {
    /// `{"code", "success": false, "data": {"message", "code"}}`. Source: unified-tasks.md §5.1.
    public func envelope(_ refusal: Refusal, in context: Context) -> Response {
        let form = ErrorForm(refusal, in: context)
        if context.step == .upload { return refusedUpload(form, refusal, in: context) }
        var writer = JSONWriter(reserving: 160)
        writer.beginObject()
        writer.member("code", form.status)
        writer.member("success", false)
        writer.name("data")
        writer.beginObject()
        writer.member("message", refusal.message ?? form.message)
        writer.member("code", form.code.description)
        writer.endObject()
        writer.endObject()
        return Response(status: form.status, headers: fields(of: refusal, in: context), body: writer.finish())
    }

    func fields(of refusal: Refusal, in context: Context) -> Headers {
        var fields = Self.jsonFields
        if !refusal.allowed.isEmpty { fields.append("Allow", refusal.allowed.joined(separator: ", ")) }
        for field in headers(for: refusal.retryAfter, now: context.stamp) {
            fields.append(field.name, field.value)
        }
        return fields
    }

    /// Of every JSON answer; both [chosen].
    static let jsonFields: Headers = ["Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"]

    /// A good answer with that `data`.
    static func success(reserving: Int = 256, _ data: (inout JSONWriter) -> Void) -> Response {
        var writer = JSONWriter(reserving: reserving)
        writer.beginObject()
        writer.member("code", 200)
        writer.member("success", true)
        writer.name("data")
        data(&writer)
        writer.endObject()
        return Response(status: 200, headers: jsonFields, body: writer.finish())
    }
}
