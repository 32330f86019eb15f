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

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    func shape(of definition: Definition) -> Shape {
        switch definition {
        case .match: .table(match)
        case .matcher(let kind): matcher(kind)
        }
    }

    /// The five providers; those that the vocabulary lacks are known but not served yet.
    var provider: Shape {
        .word(
            Words(
                "provider",
                words: Provider.allCases.map { provider in
                    Words.Word(provider.rawValue, vocabulary.providers[provider] == nil ? .later : .now)
                }))
    }

    static let text = Shape.scalar(.text(.any))
    static let title = Shape.scalar(.text(.title))
    static let slug = Shape.scalar(.text(.slug))
    static let boolean = Shape.scalar(.boolean)
    static let duration = Shape.scalar(.duration)
    static let size = Shape.scalar(.size)
    static let count = Shape.scalar(.integer(0...1_000_000_000))
    static let positive = Shape.scalar(.integer(1...1_000_000_000))
    static let status = Shape.scalar(.integer(200...599))
    static let headers = Shape.mapping(key: .headerName, value: .scalar(.text(.headerValue)))

    static func word(_ noun: String, _ names: String...) -> Shape {
        .word(Words(noun, names))
    }

    static func list(_ element: Shape, _ count: ClosedRange<Int> = 0...mostWords) -> Shape {
        .list(element, count: count)
    }
}
