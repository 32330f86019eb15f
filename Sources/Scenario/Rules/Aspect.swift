import Core

/// What a rule can speak about (scenario-language.md §3). Each aspect of a request is decided by one rule.
enum Aspect: String, CaseIterable, Sendable {
    case latency, job
    case clockSkew = "clock_skew"
    case visibilityDelay = "visibility_delay"
    case error
    case httpError = "http_error"
    case replace, patch, redirect
    case rateLimit = "rate_limit"
    case connectionReset = "connection_reset"
    case emptyResponse = "empty_response"
    case limitData = "limit_data"
    case stall, timeout, slicer, bandwidth
    case slowClose = "slow_close"
    case randomDataThenClose = "random_data_then_close"
    case malformedResponseChunk = "malformed_response_chunk"
    case raw, down
    case closeIdle = "close_idle"
    case sse, asset
    case signedURL = "signed_url"
    case webhook

    /// Whether this version carries the effect out.
    var availability: Availability {
        switch self {
        case .latency, .job, .error, .httpError, .rateLimit, .signedURL: .now
        default: .later
        }
    }

    /// The steps at which it means something (design.md §9.9); at others a rule that names it is refused.
    var steps: StepSet {
        switch self {
        case .latency, .error, .httpError, .replace, .patch, .redirect, .rateLimit: .answered
        case .job: .create
        case .clockSkew: [.answered, .webhook]
        case .visibilityDelay: [.create, .poll]
        case .timeout: [.answered, .connect]
        case .connectionReset, .emptyResponse, .limitData, .stall, .slicer, .bandwidth, .slowClose,
            .randomDataThenClose, .malformedResponseChunk, .raw:
            .answered
        case .down, .closeIdle: .connect
        case .sse: .stream
        case .asset, .signedURL: [.create, .poll, .download]
        case .webhook: .webhook
        }
    }

    /// A connection fault that ends the exchange: a rule has at most one, and only they take `commit`.
    var endsExchange: Bool {
        switch self {
        case .connectionReset, .emptyResponse, .limitData, .stall, .timeout, .slowClose, .randomDataThenClose,
            .malformedResponseChunk, .raw, .down, .closeIdle:
            true
        default: false
        }
    }
}

/// Some of the aspects that a rule can decide in this version.
struct AspectSet: OptionSet, Sendable {
    let rawValue: UInt8

    static let latency = AspectSet(rawValue: 1)
    static let job = AspectSet(rawValue: 2)
    static let error = AspectSet(rawValue: 4)
    static let httpError = AspectSet(rawValue: 8)
    static let rateLimit = AspectSet(rawValue: 16)
    static let signedURL = AspectSet(rawValue: 32)
    static let all = AspectSet(rawValue: 63)
}
