import Core

/// What an aspect says of its own value, where its rule can act.
enum EffectFlaw {
    /// Nothing good can have been meant.
    case problem(String)
    /// Something of it can never act.
    case warning(String)
    /// Good to know.
    case remark(String)
}

/// Where a rule can act.
struct EffectScene {
    /// Those that the rule names.
    let steps: StepSet
    let when: Frequency
    /// Those at which the aspect can act.
    let providers: [Place]

    struct Place {
        let provider: Provider
        let words: Vocabulary.ProviderWords
    }

    /// `getimg` and `lemondata`, of those that fit; nil: not all of them do.
    func names(whereAll lacks: (Vocabulary.ProviderWords) -> Bool) -> String? {
        guard !providers.isEmpty, providers.allSatisfy({ lacks($0.words) }) else { return nil }
        return Suggestion.list(providers.map(\.provider.rawValue))
    }
}
