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

struct ErrorEffect: AspectEffect {
    let directive: ErrorDirective
    let answers: ErrorAnswers

    var providers: ProviderSet { answers.providers }

    func note(at provider: Provider) -> String? { answers.note(at: provider) }

    init(_ directive: ErrorDirective, at providers: ProviderSet) {
        self.directive = directive
        answers = ErrorAnswers(asked: directive.error, providers: providers)
    }

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.error = directive
    }

    /// Some errors have words that nobody is to know the reason behind.
    func flaws(in scene: EffectScene) -> [EffectFlaw] {
        guard directive.message != nil else { return [] }
        let flaw = scene.flaw { place in
            !place.tellsMessage(of: answers.nearest[place.provider] ?? directive.error)
        } _: { names in
            "`message` is not told by `\(directive.error.rawValue)` at \(names), which always says the same"
        }
        return flaw.map { [$0] } ?? []
    }

    fileprivate init?(_ reading: Reading, _ builder: inout Builder, _ rule: RuleScope) {
        guard let error = NamedError.error(reading) else { return nil }
        directive = ErrorDirective(
            error, message: reading[NamedError.message], param: reading[Keys.param],
            retryAfter: reading[Keys.retryAfter] ?? .automatic(nil), headers: reading[Keys.headers] ?? [])
        ServerHeader.check(reading.entry(Keys.headers), &builder)
        answers = NamedError.answers(reading, &builder, rule)
        if let param = reading.entry(Keys.param)?.value {
            Self.check(param, of: error, answers, at: rule.providers.intersection(answers.providers), &builder)
        }
    }

    /// A `param` that says nothing to any provider of the rule is a slip, and would be passed over in silence.
    private static func check(
        _ param: Reading, of error: SemanticError, _ answers: ErrorAnswers, at providers: ProviderSet,
        _ builder: inout Builder
    ) {
        guard let word = param.text else { return }
        var known: [String] = []
        for provider in providers.providers {
            let given = answers.nearest[provider] ?? error
            guard case .words(let words)? = builder.vocabulary.providers[provider]?.params[given] else { return }
            known += words.filter { !known.contains($0) }
        }
        guard !providers.isEmpty, !known.contains(word) else { return }
        let names = Suggestion.list(providers.providers.map(\.rawValue))
        builder.report(
            "`\(shortened(word))` as `param` of `\(error.rawValue)` means nothing to \(names)"
                + Suggestion.hint(for: word, in: known), at: param)
    }
}

extension EffectScene.Place {
    /// Whether the answer for that error tells the words of a rule.
    func tellsMessage(of error: SemanticError) -> Bool { words.messages?.contains(error) ?? true }
}

extension ErrorDirective {
    /// The key of `then` that says it.
    public static var aspect: String { Aspect.error.name }
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
