import Core
import DialectKit

/// An error as this provider words it. Source: lemondata.md §4.2; messages are those of its examples, others [chosen].
struct ErrorForm {
    var status: Int
    var type: String
    var code: String
    var message: String
    var param: String?
    /// Only where the documentation says so.
    var isRetryable: Bool?

    private init(
        _ status: Int, _ type: String, _ code: String, _ message: String, param: String? = nil,
        isRetryable: Bool? = nil
    ) {
        self.status = status
        self.type = type
        self.code = code
        self.message = message
        self.param = param
        self.isRetryable = isRetryable
    }

    /// Of many errors the code is the type.
    private init(_ status: Int, _ type: String, _ message: String, isRetryable: Bool? = nil) {
        self.init(status, type, type, message, isRetryable: isRetryable)
    }

    private static let invalid = "invalid_request_error"

    init(_ refusal: Refusal, step: Step?) {
        switch refusal.reason {
        case .invalidSyntax: self.init(400, Self.invalid, "Invalid JSON body")
        case .missingField, .unknownField, .invalidInput, .invalidImage, .unsupportedMediaType:
            self.init(400, Self.invalid, "Invalid request")
        case .modelUnknown:
            self.init(
                step == .catalog ? 404 : 400, Self.invalid, "model_not_found",
                "Model '\(refusal.subject ?? "")' not found")
        case .contentPolicy:
            self.init(
                400, Self.invalid, "content_policy_violation", "Content policy violation", param: "prompt",
                isRetryable: false)
        case .cancelUnsupported:
            self.init(400, Self.invalid, "unsupported_task_cancel", "Cancellation is not supported for this task")
        case .unauthenticated: self.init(401, "invalid_api_key", "Invalid API key provided")
        case .insufficientBalance: self.init(402, "insufficient_balance", "Insufficient balance")
        case .modelUnavailable:
            self.init(403, "access_denied", "model_not_allowed", "You don't have permission to access this model")
        case .permissionDenied:
            self.init(403, "access_denied", "You don't have permission to perform this action")
        case .notOwned: self.init(403, "permission_error", "task_not_owned", "Task belongs to another API key")
        case .notFound:
            if step == .poll || step == .cancel {
                self.init(404, Self.invalid, "async_task_not_found", "Task not found or no longer available.")
            } else {
                self.init(404, "not_found_error", "not_found", "Not found")
            }
        // Files are plain links, so that these are met through a scenario at most.
        case .invalidSignature, .expiredLink: self.init(404, "not_found_error", "not_found", "Not found")
        case .methodNotAllowed: self.init(405, Self.invalid, "method_not_allowed", "Method not allowed")
        case .cancelTooLate:
            self.init(409, Self.invalid, "task_not_cancellable", "Task can no longer be cancelled")
        case .payloadTooLarge:
            self.init(413, Self.invalid, "payload_too_large", "Input size exceeds maximum allowed")
        case .rateLimited: self.init(429, "rate_limit_exceeded", "Rate limit exceeded", isRetryable: true)
        case .tooManyConcurrent:
            self.init(429, "rate_limit_exceeded", "Too many concurrent requests", isRetryable: true)
        case .internalError: self.init(500, "server_error", "An internal error occurred")
        case .providerUnavailable, .generationFailed:
            self.init(502, "upstream_error", "Upstream provider returned an error", isRetryable: true)
        case .overloaded: self.init(503, "all_channels_failed", "No channel is available", isRetryable: true)
        case .assetUnavailable: self.init(503, "server_error", "This file cannot be made by the emulator")
        case .providerTimeout: self.init(504, "timeout_error", "Upstream request timed out", isRetryable: true)
        }
    }

    /// The forms that only this dialect tells apart.
    mutating func adopt(_ code: String) {
        switch code {
        case "expired_api_key": self = ErrorForm(401, code, "API key has been revoked")
        case "quota_exceeded": self = ErrorForm(402, code, "API key usage limit reached")
        default: self.code = code
        }
    }

    /// What a failed task says in the newer form of its error.
    static func code(of error: SemanticError) -> String {
        ErrorForm(Refusal(error.reason), step: .create).code
    }
}
