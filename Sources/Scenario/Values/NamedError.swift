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

    /// The providers that have the error. None of those the rule is for: a problem; some: a remark.
    static func providers(_ reading: Reading, _ builder: inout Builder, _ rule: RuleScope) -> ProviderSet {
        guard let error = error(reading), let place = place(reading) else { return .all }
        let having = ProviderSet(builder.vocabulary.providers.filter { $0.value.errors.contains(error) }.keys)
        let lacking = rule.providers.subtracting(having).providers.map(\.rawValue)
        guard !lacking.isEmpty else { return .all }
        let words = "\(Suggestion.list(lacking)) \(lacking.count == 1 ? "has" : "have") no error `\(error.rawValue)`"
        if rule.providers.isDisjoint(with: having) {
            builder.report("\(words), but the rule `\(shortened(rule.name))` asks for it", at: place)
        } else {
            builder.remark("\(words); the rule `\(shortened(rule.name))` is skipped there", at: place)
        }
        return having
    }
}
