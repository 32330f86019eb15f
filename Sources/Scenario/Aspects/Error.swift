import Core

/// `error:` the provider's own status, envelope and code for it.
public struct ErrorDirective: Sendable, Equatable {
    public var error: SemanticError
    public var message: String?
    public var param: String?
    public var retryAfter: RetryAfter
    public var headers: [HeaderField]

    public init(
        _ error: SemanticError, message: String? = nil, param: String? = nil, retryAfter: RetryAfter = .automatic(nil),
        headers: [HeaderField] = []
    ) {
        self.error = error
        self.message = message
        self.param = param
        self.retryAfter = retryAfter
        self.headers = headers
    }
}

private struct ErrorEffect: AspectEffect {
    let directive: ErrorDirective
    /// Those that have the error.
    let providers: ProviderSet

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.error = directive
    }

    init?(_ reading: Reading, _ builder: inout Builder, _ rule: RuleScope) {
        guard let error = NamedError.error(reading) else { return nil }
        directive = ErrorDirective(
            error, message: reading[NamedError.message], param: reading[Keys.param],
            retryAfter: reading[Keys.retryAfter] ?? .automatic(nil), headers: reading[Keys.headers] ?? [])
        providers = NamedError.providers(reading, &builder, rule)
    }
}

extension Aspect {
    static let error = Aspect(
        "error", NamedError.shape(with: [Keys.param, Keys.retryAfter, Keys.headers]),
        "the provider's own answer for an error", at: .answered
    ) { reading, builder, rule in ErrorEffect(reading, &builder, rule) }
}

private enum Keys {
    static let param = Field("param", .text, "the field that the answer names")
    static let retryAfter = Field("retry_after", .retryAfter, "when to come back; default `auto`")
    static let headers = Field("headers", .headers, "further headers")
}
