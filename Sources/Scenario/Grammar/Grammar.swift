import Core

/// The whole language as one description: its tables, the shapes of its values, and what each key is for.
///
/// Providers, their errors and their settings come from the vocabulary, so the description is made for one.
struct Grammar: Sendable {
    let vocabulary: Vocabulary

    /// How many words, globs or alternatives a list beside a key may have [chosen].
    static let mostWords = 1000
    /// language.md §9.
    static let mostRules = 10_000
    /// How many models a scenario may add [chosen].
    static let mostModels = 1000

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    func shape(of definition: Definition) -> Shape {
        switch definition {
        case .match: .table(match)
        case .matcher(let kind): matcher(kind)
        case .aspects: .table(Aspect.table)
        case .drawnDuration: DrawnDuration.forms
        case .drawnWait: DrawnDuration.waitForms
        }
    }

    var file: Shape { .table(ScenarioKeys.table(vocabulary)) }
}
