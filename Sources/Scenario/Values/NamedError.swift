import Core

/// An error by its name, or in a table that has it under `name`.
enum NamedError {
    static let name = Field<SemanticError>("name", .words("error"), "which error", required: true)
    static let message = Field("message", .text, "instead of the provider's usual words")

    /// - Parameter others: what the table has beside name and message.
    static func shape(with others: [any Keyed] = []) -> Shape {
        .either([name.form.shape, .table(Table("an error", [name, message] + others))])
    }

    static func error(_ reading: Reading) -> SemanticError? {
        place(reading).flatMap(name.form.value)
    }

    /// What names the error; problems about it stand beside that.
    private static func place(_ reading: Reading) -> Reading? {
        reading.isTable ? reading.entry(name)?.value : reading
    }

    /// What the providers of the rule make of the error. One that lacks it gives its nearest, which is a remark. Where nothing is
    /// near, or the file is strict, the rule is skipped there; if that is everywhere, it is a problem.
    static func answers(_ reading: Reading, _ builder: inout Builder, _ rule: RuleScope) -> ErrorAnswers {
        guard let error = error(reading), let place = place(reading) else { return ErrorAnswers() }
        var answers = ErrorAnswers(asked: error)
        var lacking: [Provider] = []
        for provider in rule.providers.providers {
            guard let words = builder.vocabulary.providers[provider], !words.errors.contains(error) else { continue }
            let nearest = builder.isStrictAboutErrors ? nil : words.nearest[error]
            if let nearest { answers.nearest[provider] = nearest } else { lacking.append(provider) }
        }
        remark(on: answers, &builder, at: place)
        guard !lacking.isEmpty else { return answers }
        answers.providers.subtract(ProviderSet(lacking))
        let isNowhere = rule.providers.isDisjoint(with: answers.providers)
        let near = builder.isStrictAboutErrors ? "" : " and nothing near it"
        let words =
            "\(Suggestion.list(lacking.map(\.rawValue))) \(lacking.count == 1 ? "has" : "have") no error `\(error.rawValue)`\(near)"
        if isNowhere {
            builder.report("\(words), but the rule `\(shortened(rule.name))` asks for it", at: place)
        } else {
            builder.remark("\(words); the `error` of the rule `\(shortened(rule.name))` is skipped there", at: place)
        }
        return answers
    }

    /// One for each error that stands for the one that was asked for.
    private static func remark(on answers: ErrorAnswers, _ builder: inout Builder, at place: Reading) {
        for given in SemanticError.allCases {
            let providers = Provider.allCases.filter { answers.nearest[$0] == given }.map(\.rawValue)
            guard !providers.isEmpty else { continue }
            builder.remark(
                "\(answers.words(for: given)) at \(Suggestion.list(providers)), which \(providers.count == 1 ? "has" : "have") no such error",
                at: place)
        }
    }
}

/// What the providers of a rule answer where it names an error.
struct ErrorAnswers: Sendable, Equatable {
    /// nil: it could not be read.
    var asked: SemanticError?
    /// Those that answer with it, or with their nearest.
    var providers = ProviderSet.all
    /// By the providers that lack it.
    var nearest: [Provider: SemanticError] = [:]

    /// What a provider gives for it; nil where it has it.
    func note(at provider: Provider) -> String? {
        nearest[provider].map { words(for: $0) + " here" }
    }

    /// `overloaded` is `internal_error`
    fileprivate func words(for given: SemanticError) -> String {
        "`\(asked?.rawValue ?? "")` is `\(given.rawValue)`"
    }
}
