import Documents

/// Why a model cannot be had. Source: openrouter.md §4.3 [docs]; messages are [chosen] where the page has no example.
enum Availability: String, CaseIterable {
    case modelNotFound = "model_not_found"
    case wrongEndpoint = "wrong_endpoint"
    case noEndpoints = "no_endpoints"
    case modelDeprecated = "model_deprecated"
    case modelUnavailableUpstream = "model_unavailable_upstream"
    case capacityExhausted = "capacity_exhausted"
    case temporarilyUnavailable = "temporarily_unavailable"
    case regionRestricted = "region_restricted"
    case privacyRestricted = "privacy_restricted"
    case constraintFiltered = "constraint_filtered"
    case freeVariantEnded = "free_variant_ended"

    /// The place of each code on the provider's page about errors [docs].
    var guide: String { "https://openrouter.ai/docs/errors#\(rawValue)" }

    var status: Int {
        switch self {
        case .modelNotFound, .wrongEndpoint: 400
        case .regionRestricted: 403
        case .noEndpoints, .modelDeprecated, .modelUnavailableUpstream, .privacyRestricted, .constraintFiltered,
            .freeVariantEnded:
            404
        case .capacityExhausted: 429
        case .temporarilyUnavailable: 503
        }
    }

    var errorType: String {
        switch status {
        case 400: "invalid_request"
        case 403: "permission_denied"
        case 404: "not_found"
        case 429: "rate_limit_exceeded"
        default: "provider_overloaded"
        }
    }

    var isRetryable: Bool { self == .capacityExhausted || self == .temporarilyUnavailable }

    func message(_ model: String) -> String {
        switch self {
        case .modelNotFound: "\(model) is not a valid model ID"
        case .wrongEndpoint: "\(model) cannot be used with this endpoint"
        case .noEndpoints: "No endpoints found for \(model)"
        case .modelDeprecated: "\(model) is deprecated"
        case .modelUnavailableUpstream: "\(model) is not available from its provider"
        case .capacityExhausted: "All endpoints of \(model) are at capacity"
        case .temporarilyUnavailable: "No available model provider meets your routing requirements"
        case .regionRestricted: "\(model) is not available in your region"
        case .privacyRestricted: "No endpoints found for \(model) that match your data policy"
        case .constraintFiltered: "No endpoints found for \(model) that match your guardrail restrictions"
        case .freeVariantEnded: "The free period of \(model) has ended"
        }
    }

    /// What a client has to change, for the two codes that say so [docs]; the fields and words are [chosen].
    func constraint(_ model: String, _ details: AvailabilityDetails) -> (field: String, detail: String)? {
        switch self {
        case .wrongEndpoint: ("endpoint", "\(model) is served at \(details.rightEndpoint)")
        case .constraintFiltered where details.isOfAccount: ("allowed_models", "This key may not use \(model)")
        case .constraintFiltered: ("max_price", "No endpoint of \(model) is within the price asked for")
        default: nil
        }
    }

    func write(_ model: String, _ details: AvailabilityDetails, to writer: inout JSONWriter) {
        writer.name("availability")
        writer.beginObject()
        writer.member("code", rawValue)
        writer.member("retryable", isRetryable)
        // It mirrors the header, where that tells seconds [docs].
        if isRetryable, let seconds = details.retryAfter { writer.member("retry_after", seconds) }
        writer.name("requested_models")
        writer.beginArray()
        writer.value(model)
        writer.endArray()
        if let constraint = constraint(model, details) {
            writer.name("constraint")
            writer.beginObject()
            writer.member("field", constraint.field)
            writer.member("detail", constraint.detail)
            writer.endObject()
        }
        writer.member("docs_url", guide)
        writer.endObject()
    }
}

/// What an availability error says that does not follow from its code and its model.
struct AvailabilityDetails {
    /// Seconds, as `Retry-After` has them.
    var retryAfter: Int?
    /// The path that would have been right.
    var rightEndpoint: String
    /// The account of the key leaves the model out, and no price does.
    var isOfAccount = false
}
