import Core
import DialectKit
import Documents

/// An error as this provider words it. Source: openrouter.md §4.2; messages are those of its examples, others [chosen].
struct ErrorForm {
    var status: Int
    var message: String
    /// Left out where it is empty.
    var metadata: Members = [:]
    var availability: Availability?
    /// What it would not say even if it was told to: an internal error is always masked [docs].
    var isMasked = false
    /// The platform's own limit, which shows its numbers; not that of a provider behind it.
    var showsLimit = false

    private init(_ status: Int, _ message: String, type: String? = nil) {
        self.status = status
        self.message = message
        if let type { metadata = ["error_type": Node(.string(type))] }
    }

    private init(_ availability: Availability, _ model: String) {
        self.init(availability.status, availability.message(model), type: availability.errorType)
        self.availability = availability
    }

    /// - Parameter word: what a scenario's `param` says: a finer kind of the same error.
    init(_ refusal: Refusal, _ request: RefusedRequest?, providerName: String?) {
        let word = refusal.param ?? ""
        let model = refusal.subject ?? request?.model ?? ""
        switch refusal.reason {
        case .invalidInput where word == Self.imageNotFound, .notFound where word == Self.imageNotFound:
            self.init(404, "The referenced image could not be found", type: word)
        case .invalidSyntax, .missingField, .unknownField, .invalidInput, .invalidImage, .unsupportedMediaType:
            self.init(400, "Invalid request parameters", type: refusal.errorType ?? Self.invalid(word))
        case .modelUnknown: self.init(.modelNotFound, model)
        case .modelUnavailable: self.init(refusal.availability, model)
        case .unauthenticated: self.init(401, "User not found.")
        case .permissionDenied:
            self.init(403, "Only management keys can perform this operation", type: "permission_denied")
        case .insufficientBalance:
            self.init(402, "Insufficient credits. Add more using https://openrouter.ai/credits")
        case .contentPolicy: self.init(moderated: request, model: model, providerName, word)
        case .notFound, .notOwned, .cancelUnsupported, .cancelTooLate, .expiredLink, .invalidSignature:
            self.init(404, "Resource not found")
        case .methodNotAllowed: self.init(405, "Method not allowed")
        case .payloadTooLarge: self.init(413, "Request payload too large")
        case .rateLimited:
            self.init(limited: word)
        case .tooManyConcurrent:
            self.init(429, "Too many concurrent requests", type: "rate_limit_exceeded")
        case .internalError:
            self.init(500, "Internal Server Error", type: "server")
            isMasked = true
        case .providerUnavailable, .generationFailed:
            self.init(502, "Provider returned error", type: "provider_unavailable")
            metadata.append(
                Members.Member(key: "provider_code", value: Node(.string(word.isEmpty ? "internal_error" : word))))
        case .providerTimeout where word == "request": self.init(408, "Request timed out", type: "timeout")
        case .providerTimeout: self.init(524, "Request timed out. Please try again later.")
        case .overloaded: self.init(529, "Provider returned error", type: "provider_overloaded")
        case .assetUnavailable:
            self.init(503, "This file cannot be made by the emulator.", type: "provider_overloaded")
        }
    }

    /// The platform's own limit, or that of the provider behind it [third-party].
    private init(limited word: String) {
        let isUpstream = word == "upstream"
        self.init(429, isUpstream ? "Provider returned error" : "Rate limit exceeded", type: "rate_limit_exceeded")
        showsLimit = !isUpstream
    }

    /// Moderation, a guardrail with its patterns, or the refusal of a provider, which is a 400 [docs].
    private init(moderated request: RefusedRequest?, model: String, _ providerName: String?, _ word: String) {
        if Self.refusals.contains(word) {
            self.init(400, "The request was refused by the content policy", type: word)
        } else if word == "guardrail" {
            self.init(403, "Request blocked by guardrail")
            metadata = ["patterns": ["prompt"]]
        } else {
            self.init(403, "Input was flagged by moderation")
            metadata = [
                "reasons": [Node(.string(word.isEmpty ? "violence" : word))],
                "flagged_input": Node(.string(Self.flagged(request?.prompt ?? ""))),
                "provider_name": providerName.map { Node(.string($0)) } ?? nil,
                "model_slug": Node(.string(model)),
            ]
        }
    }

    private static let refusals = ["content_policy_violation", "refusal"]

    /// The one error of an image that is a 404 [docs].
    private static let imageNotFound = "image_not_found"

    /// The words that a scenario's `param` can pick (openrouter.md §4.2, §4.3).
    static func param(of error: SemanticError) -> ErrorParam {
        switch error {
        case .invalidInput: .words(invalidWords + [imageNotFound])
        case .modelUnavailable: .words(Availability.allCases.map(\.rawValue))
        case .rateLimited: .words(["upstream"])
        case .providerTimeout: .words(["request"])
        case .notFound: .words([imageNotFound])
        // A reason of the moderation, or the provider's own code.
        case .contentPolicy, .providerUnavailable, .generationFailed: .text
        case .unauthenticated, .insufficientBalance, .overloaded, .internalError, .payloadTooLarge, .expiredLink,
            .invalidSignature:
            .nothing
        }
    }

    /// Every word that a 400 may have as `error_type` [docs].
    private static let invalidWords =
        [
            "invalid_request", "invalid_prompt", "invalid_image", "image_too_large", "image_too_small",
            "unsupported_image_format", "image_download_failed", "string_too_long",
        ] + refusals

    private static func invalid(_ word: String) -> String {
        invalidWords.contains(word) ? word : "invalid_request"
    }

    /// A longer text is cut in the middle [docs].
    private static func flagged(_ prompt: String) -> String {
        let characters = Array(prompt)
        guard characters.count > Bound.flaggedInput else { return prompt }
        let kept = Bound.flaggedInput - 3
        return String(characters.prefix(kept / 2)) + "..." + String(characters.suffix(kept - kept / 2))
    }
}

extension Refusal {
    /// What the dialect itself found.
    private func fact(_ name: String) -> String? {
        if case .found(let members) = facts { members[name]?.string } else { nil }
    }

    fileprivate var errorType: String? { fact("error_type") }

    /// What was found, or what a scenario asks for by `param`. A model that is not released for the account names the field.
    fileprivate var availability: Availability {
        if let found = fact("availability").flatMap({ Availability(rawValue: $0) }) { return found }
        if param == "model" { return .constraintFiltered }
        return param.flatMap { Availability(rawValue: $0) } ?? .modelUnavailableUpstream
    }

    /// The path that would have been right, where the dialect itself found that one is wrong.
    var rightEndpoint: String? { fact("endpoint") }

    /// - Parameter endpoint: the path that would have been right.
    init(_ availability: Availability, model: String, endpoint: String? = nil) {
        var facts: Members = ["availability": Node(.string(availability.rawValue))]
        if let endpoint { facts.append(Members.Member(key: "endpoint", value: Node(.string(endpoint)))) }
        self.init(.modelUnavailable, subject: model, facts: .found(facts))
    }
}
