import Documents

/// Why a request gets no for an answer, in words that all providers share. Each dialect has its own status, code and
/// envelope for each reason; none may leave one out.
public struct Refusal: Sendable, Equatable {
    public enum Reason: Sendable, Equatable, CaseIterable {
        /// The body is not JSON, or no JSON object.
        case invalidSyntax
        case missingField
        case unknownField
        /// Wrong type, range, length, enumeration or combination.
        case invalidInput
        case invalidImage
        case modelUnknown
        /// Known, but not enabled for this account.
        case modelUnavailable
        case unauthenticated
        case permissionDenied
        case insufficientBalance
        case notFound
        /// A job of another account, where the provider says so.
        case notOwned
        /// Jobs of that kind are never cancelled.
        case cancelUnsupported
        /// It is too late to cancel the job.
        case cancelTooLate
        case methodNotAllowed
        case payloadTooLarge
        case unsupportedMediaType
        case contentPolicy
        case rateLimited
        case tooManyConcurrent
        case overloaded
        case providerUnavailable
        case providerTimeout
        case internalError
        case generationFailed
        case invalidSignature
        case expiredLink
        /// The emulator makes no file of this kind: no answer of the real provider.
        case assetUnavailable
    }

    /// What an envelope may say beside the reason.
    public indirect enum Facts: Sendable, Equatable {
        case none
        /// The create that was refused: its model, what it would have cost, and what the account has left.
        case purchase(model: String, price: Money, balance: Money?)
        /// What the dialect itself found, by names of its own.
        case found(Members)
    }

    public var reason: Reason
    /// For people; nil takes the provider's usual words.
    public var message: String?
    /// The offending field as the provider writes it, e.g. `input.foo`, `images[0].url`.
    public var param: String?
    /// What the refusal is about where the usual words name it: a model, an id.
    public var subject: String?
    /// Methods that would have been right, for `methodNotAllowed`.
    public var allowed: [String]
    public var retryAfter: RetryAfter
    /// Extra headers that a scenario adds.
    public var headers: [HeaderField]
    public var facts: Facts

    public init(
        _ reason: Reason, message: String? = nil, param: String? = nil, subject: String? = nil, allowed: [String] = [],
        retryAfter: RetryAfter = .automatic(nil), headers: [HeaderField] = [], facts: Facts = .none
    ) {
        self.reason = reason
        self.message = message
        self.param = param
        self.subject = subject
        self.allowed = allowed
        self.retryAfter = retryAfter
        self.headers = headers
        self.facts = facts
    }
}

public struct HeaderField: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// What an answer says about when to come back (language.md §3.2).
public enum RetryAfter: Sendable, Equatable {
    /// The true remaining time, or nothing where there is none to tell.
    case automatic(Duration?)
    case seconds(Int)
    /// In the header `retry-after-ms` alone.
    case milliseconds(Int)
    /// As an HTTP date that far from the moment of the answer, which may lie in the past.
    case httpDate(Duration)
    case raw(String)
    case absent
}

/// The errors that a scenario can name for every provider (language.md §5).
public enum SemanticError: String, Sendable, Hashable, CaseIterable {
    case invalidInput = "invalid_input"
    case unauthenticated
    case insufficientBalance = "insufficient_balance"
    case modelUnavailable = "model_unavailable"
    case notFound = "not_found"
    case contentPolicy = "content_policy"
    case rateLimited = "rate_limited"
    case overloaded
    case providerUnavailable = "provider_unavailable"
    case providerTimeout = "provider_timeout"
    case internalError = "internal_error"
    case payloadTooLarge = "payload_too_large"
    case expiredLink = "expired_link"
    case invalidSignature = "invalid_signature"
    case generationFailed = "generation_failed"

    /// The reason a request is refused with under this name.
    public var reason: Refusal.Reason {
        switch self {
        case .invalidInput: .invalidInput
        case .unauthenticated: .unauthenticated
        case .insufficientBalance: .insufficientBalance
        case .modelUnavailable: .modelUnavailable
        case .notFound: .notFound
        case .contentPolicy: .contentPolicy
        case .rateLimited: .rateLimited
        case .overloaded: .overloaded
        case .providerUnavailable: .providerUnavailable
        case .providerTimeout: .providerTimeout
        case .internalError: .internalError
        case .payloadTooLarge: .payloadTooLarge
        case .expiredLink: .expiredLink
        case .invalidSignature: .invalidSignature
        case .generationFailed: .generationFailed
        }
    }
}
