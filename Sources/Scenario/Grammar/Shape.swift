/// What a value of the file may look like. The loader reads by it, and the JSON Schema is made from the same
/// description.
indirect enum Shape: Sendable {
    case scalar(Scalar)
    /// One of a closed list of words.
    case word(Words)
    case list(Shape, count: ClosedRange<Int>)
    /// A value, or a list of at least one such value.
    case oneOrMany(Shape)
    case table(Table)
    /// A mapping whose keys the author chooses.
    case mapping(key: TextForm, value: Shape)
    /// The first of these that suits the kind of the value.
    case either([Shape])
    /// Any value at all.
    case document
    /// `null`, which says something of its own.
    case null
    /// A shape that contains itself or stands in many places, by its name.
    case definition(Definition)
}

enum Definition: Sendable, Hashable {
    case match
    case matcher(MatcherKind)
    /// What stands under `then`.
    case aspects
    /// A duration, or how to draw one.
    case drawnDuration
    /// The same, which may pass in real time.
    case drawnWait
}

/// What a matcher compares.
enum MatcherKind: Sendable, Hashable, CaseIterable {
    /// A text.
    case text
    /// A header or a query parameter: text that may be a number.
    case field
    /// Any value of a JSON body.
    case value
    case state, duration, count
}

/// Whether this version carries out what is written; what it does not is read and checked all the same.
enum Availability: Sendable {
    case now, later
}

/// A closed list of words for one thing.
struct Words: Sendable {
    struct Word: Sendable {
        var name: String
        var availability: Availability

        init(_ name: String, _ availability: Availability = .now) {
            self.name = name
            self.availability = availability
        }
    }

    /// What a person calls such a word: `provider`, `clock mode`.
    var noun: String
    var words: [Word]
    /// What to say to a word that is right elsewhere.
    var hints: [String: String]

    init(_ noun: String, _ names: [String], hints: [String: String] = [:]) {
        self.init(noun, words: names.map { Word($0) }, hints: hints)
    }

    init(_ noun: String, words: [Word], hints: [String: String] = [:]) {
        self.noun = noun
        self.words = words
        self.hints = hints
    }

    var names: [String] { words.map(\.name) }
}

/// A mapping with known keys.
struct Table: Sendable {
    /// What a person calls it: `a rule`.
    var title: String
    var keys: [Key]
    /// Keys that begin with a known word and go on as the author likes: `header.<name>`.
    var families: [Family]
    var demands: [Demand]

    init(_ title: String, _ keys: [any Keyed], families: [Family] = [], demands: [Demand] = []) {
        self.title = title
        self.keys = keys.map(\.key)
        self.families = families
        self.demands = demands
    }
}

/// What stands for a key of a table.
protocol Keyed: Sendable {
    var key: Key { get }
}

extension Keyed {
    var name: String { key.name }
}

struct Key: Keyed {
    var name: String
    var shape: Shape
    /// For people: the reference page and the schema show it.
    var help: String
    var isRequired: Bool
    var availability: Availability
    /// What there is to add for who reads it in an editor: at which providers there is such a thing.
    var remark: @Sendable (Vocabulary) -> String?

    init(
        _ name: String, _ shape: Shape, _ help: String, required: Bool = false, _ availability: Availability = .now,
        remark: @escaping @Sendable (Vocabulary) -> String? = { _ in nil }
    ) {
        self.name = name
        self.shape = shape
        self.help = help
        isRequired = required
        self.availability = availability
        self.remark = remark
    }

    var key: Key { self }
}

struct Family: Sendable {
    /// With its dot: `header.`.
    var prefix: String
    /// What the rest of the key must be.
    var form: TextForm
    var shape: Shape
    var help: String

    init(_ prefix: String, _ form: TextForm, _ shape: Shape, _ help: String) {
        self.prefix = prefix
        self.form = form
        self.shape = shape
        self.help = help
    }
}

/// What the keys of one table ask of each other.
enum Demand: Sendable {
    case exactlyOne([any Keyed])
    case atLeastOne([any Keyed])
    case atMostOne([any Keyed])
    case needs(any Keyed, any Keyed)
    /// The first key makes sense only where the second has that word.
    case onlyWith(any Keyed, key: any Keyed, word: String)
}
