import Core

extension MatchKey {
    static let provider = MatchKey(
        "provider", .oneOrMany(Form<Provider>.words("provider").shape), "one provider or several",
        describe: { subject, text, key throws(RequestSketch.Failure) in
            subject.provider = try RequestSketch.word(text, key)
        },
        add: { entry, match in
            match.providers = ProviderSet(entry.value.texts.compactMap { Provider(rawValue: $0) })
        })
}

extension Grammar {
    /// The five providers; those that the vocabulary lacks are known but not served yet.
    func provider(_ key: MatchKey) -> Key {
        let words = Provider.allCases.map { provider in
            Words.Word(provider.rawValue, vocabulary.providers[provider] == nil ? .later : .now)
        }
        return Key(key.name, .oneOrMany(.word(Words("provider", words: words))), key.key.help)
    }
}
