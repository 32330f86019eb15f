/// What a rule can speak about (language.md §3). Each aspect of a request is decided by one rule.
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

    /// `allCases`, made once.
    static let inOrder = allCases

    /// The steps at which it means something (architecture.md §9.9); at others a rule that names it is refused.
    var steps: StepSet {
        switch self {
        case .latency, .error, .httpError, .replace, .patch, .redirect, .rateLimit: .answered
        case .job: .made
        case .clockSkew: [.answered, .webhook]
        case .visibilityDelay: [.made, .poll]
        case .timeout: [.answered, .connect]
        case .connectionReset, .emptyResponse, .limitData, .stall, .slicer, .bandwidth, .slowClose,
            .randomDataThenClose, .malformedResponseChunk, .raw:
            .answered
        case .down, .closeIdle: .connect
        case .sse: .stream
        case .asset, .signedURL: [.made, .poll, .download]
        case .webhook: .webhook
        }
    }

    /// A connection fault that ends the exchange: a rule has at most one, and only they take `commit`.
    var endsExchange: Bool { slot == .fault }

    /// An exchange ends once, so all faults that end it are one thing to decide.
    var slot: AspectSet {
        switch self {
        case .latency: .latency
        case .job: .job
        case .clockSkew: .clockSkew
        case .visibilityDelay: .visibilityDelay
        case .error: .error
        case .httpError: .httpError
        case .replace: .replace
        case .patch: .patch
        case .redirect: .redirect
        case .rateLimit: .rateLimit
        case .connectionReset, .emptyResponse, .limitData, .stall, .timeout, .slowClose, .randomDataThenClose,
            .malformedResponseChunk, .raw, .down, .closeIdle:
            .fault
        case .slicer: .slicer
        case .bandwidth: .bandwidth
        case .sse: .sse
        case .asset: .asset
        case .signedURL: .signedURL
        case .webhook: .webhook
        }
    }
}

/// Some of the aspects that a rule can decide.
struct AspectSet: OptionSet, Sendable, Hashable {
    let rawValue: UInt32

    static let latency = AspectSet(rawValue: 1)
    static let job = AspectSet(rawValue: 1 << 1)
    static let error = AspectSet(rawValue: 1 << 2)
    static let httpError = AspectSet(rawValue: 1 << 3)
    static let rateLimit = AspectSet(rawValue: 1 << 4)
    static let signedURL = AspectSet(rawValue: 1 << 5)
    static let clockSkew = AspectSet(rawValue: 1 << 6)
    static let visibilityDelay = AspectSet(rawValue: 1 << 7)
    static let replace = AspectSet(rawValue: 1 << 8)
    static let patch = AspectSet(rawValue: 1 << 9)
    static let redirect = AspectSet(rawValue: 1 << 10)
    static let fault = AspectSet(rawValue: 1 << 11)
    static let slicer = AspectSet(rawValue: 1 << 12)
    static let bandwidth = AspectSet(rawValue: 1 << 13)
    static let sse = AspectSet(rawValue: 1 << 14)
    static let asset = AspectSet(rawValue: 1 << 15)
    static let webhook = AspectSet(rawValue: 1 << 16)
    static let all = AspectSet(rawValue: (1 << 17) - 1)
    /// What is decided with the job as subject, when its links or bytes are made (architecture.md §9.9).
    static let ofFiles: AspectSet = [.signedURL, .asset]
}
