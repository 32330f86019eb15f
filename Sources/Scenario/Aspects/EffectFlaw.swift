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
    /// Whether the rule names its providers: then what says nothing to one of them is a slip.
    var namesProviders = false

    struct Place {
        let provider: Provider
        let words: Vocabulary.ProviderWords
    }

    /// `getimg` and `lemondata`, of those that fit; nil: not all of them do.
    func names(whereAll lacks: (Vocabulary.ProviderWords) -> Bool) -> String? {
        guard !providers.isEmpty, providers.allSatisfy({ lacks($0.words) }) else { return nil }
        return Suggestion.list(providers.map(\.provider.rawValue))
    }

    /// Something says nothing to providers for which that holds: a warning where it says nothing to any, or to one that the rule names; nil
    /// where it says something to all.
    ///
    /// - Parameter words: of the providers, `getimg` and `lemondata`.
    func flaw(where lacks: (Place) -> Bool, _ words: (String) -> String) -> EffectFlaw? {
        let lacking = providers.filter(lacks)
        guard !lacking.isEmpty else { return nil }
        let said = words(Suggestion.list(lacking.map(\.provider.rawValue)))
        return namesProviders || lacking.count == providers.count ? .warning(said) : .remark(said)
    }
}
