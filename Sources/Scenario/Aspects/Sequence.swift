import Core
import Documents

/// `sequence:` what a rule does at each of its acts, in turn (language.md §2.5).
enum SequenceKeys {
    static let items = Field(
        "sequence", .list(of: .parts(item), 1...Grammar.mostWords),
        "what happens at each match in turn, and nothing after the last: `pass`, a status, an error, or a `then`")

    private static let pass = "pass"
    private static let status = Form.integer(400...599)
    private static let item = Shape.either([
        .word(Words("item", [pass] + SemanticError.allCases.map(\.rawValue))), status.shape, .definition(.aspects),
    ])

    /// Of a rule whose `then` has a sequence.
    static func parts(
        _ reading: Reading, _ then: Reading, _ builder: inout Builder, _ rule: RuleScope, steps: StepSet
    ) -> [[Effects.Part]] {
        if then.entries.count > 1 {
            builder.report("`\(items.name)` stands alone: put what belongs to an item into that item", at: then)
        }
        return reading.items.map { item in
            if item.isTable {
                return Effects(item, &builder, of: rule.name, steps: steps, providers: rule.providers).parts
            }
            guard item.text != pass else { return [] }
            let parts = item.text == nil ? refusals(item, builder, rule) : refusal(item, &builder, rule)
            Effects.check(parts, steps, "the answer of `\(items.name)`", at: item, &builder)
            return parts
        }
    }

    /// The error of that name.
    private static func refusal(_ item: Reading, _ builder: inout Builder, _ rule: RuleScope) -> [Effects.Part] {
        Aspect.error.make(item, &builder, rule).map { [Effects.Part(.error, $0)] } ?? []
    }

    /// At each provider its own error of that status, and where it has none a plain page.
    private static func refusals(_ item: Reading, _ builder: Builder, _ rule: RuleScope) -> [Effects.Part] {
        guard let status = status.value(item) else { return [] }
        var providers: [SemanticError: ProviderSet] = [:]
        var lacking = rule.providers
        for (provider, words) in builder.vocabulary.providers where rule.providers.contains(ProviderSet(provider)) {
            let settings = builder.settings[provider] ?? Settings()
            guard let error = preferred.first(where: { words.status($0, settings) == status }) else { continue }
            providers[error, default: []].insert(ProviderSet(provider))
            lacking.remove(ProviderSet(provider))
        }
        let errors = preferred.compactMap { error in
            providers[error].map { Effects.Part(.error, ErrorEffect(ErrorDirective(error), at: $0)) }
        }
        guard !lacking.isEmpty else { return errors }
        return errors + [Effects.Part(.httpError, HTTPErrorEffect(.plain(status), at: lacking))]
    }

    /// Which error a status means, where a provider has several with it [chosen]: first those that have little to do with what
    /// is asked for.
    private static let preferred: [SemanticError] = [
        .invalidInput, .unauthenticated, .insufficientBalance, .notFound, .payloadTooLarge, .rateLimited,
        .internalError,
        .overloaded, .providerUnavailable, .providerTimeout, .contentPolicy, .modelUnavailable, .expiredLink,
        .invalidSignature,
    ]
}
