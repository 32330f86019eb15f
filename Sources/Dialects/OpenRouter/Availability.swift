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

    static let guide = "https://openrouter.ai/docs/api_reference/errors-and-debugging#model-availability-errors"

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

    func write(_ model: String, to writer: inout JSONWriter) {
        writer.name("availability")
        writer.beginObject()
        writer.member("code", rawValue)
        writer.member("retryable", isRetryable)
        writer.name("requested_models")
        writer.beginArray()
        writer.value(model)
        writer.endArray()
        writer.member("docs_url", Self.guide)
        writer.endObject()
    }
}
