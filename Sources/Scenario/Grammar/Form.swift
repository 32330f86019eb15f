import Core
import Documents
import Time

/// What a value of the file may look like, and what it is to the program.
struct Form<Value>: Sendable {
    let shape: Shape
    /// From what was read by the shape; nil when it is not of this form.
    let value: @Sendable (Reading) -> Value?

    init(_ shape: Shape, _ value: @escaping @Sendable (Reading) -> Value?) {
        self.shape = shape
        self.value = value
    }
}

extension Form<Reading> {
    /// A value of several parts, or one that can be wrong in itself: whoever asks makes something of it.
    static func parts(_ shape: Shape) -> Self { Form(shape) { $0 } }

    static func table(_ table: Table) -> Self { parts(.table(table)) }
}

extension Form<Node> {
    /// Any value at all, as it was written.
    static var document: Self { Form(.document) { $0.node } }
}

extension Form<Bool> {
    static var boolean: Self { Form(.scalar(.boolean)) { $0.flag } }
}

extension Form<Int> {
    static var count: Self { integer(0...1_000_000_000) }
    static var positive: Self { integer(1...1_000_000_000) }
    static var status: Self { integer(200...599) }
    /// Bytes.
    static var size: Self { Form(.scalar(.size)) { $0.integer } }
    /// Bytes per second.
    static var byteRate: Self { Form(.scalar(.byteRate)) { $0.integer } }

    static func integer(_ range: ClosedRange<Int>) -> Self { Form(.scalar(.integer(range))) { $0.integer } }
}

extension Form<Double> {
    static func number(_ range: ClosedRange<Double>) -> Self { Form(.scalar(.number(range))) { $0.number } }
}

extension Form<Duration> {
    static var duration: Self { Form(.scalar(.duration)) { $0.duration } }
    static var signedDuration: Self { Form(.scalar(.signedDuration)) { $0.duration } }
}

extension Form<Money> {
    /// US dollars.
    static var money: Self { Form(.scalar(.money)) { $0.money } }
}

extension Form<Rate> {
    static var rate: Self { Form(.scalar(.rate)) { $0.rate } }
}

extension Form<Timestamp> {
    static var timestamp: Self { Form(.scalar(.timestamp)) { $0.timestamp } }
}

extension Form<String> {
    static var text: Self { text(.any) }
    static var title: Self { text(.title) }
    static var slug: Self { text(.slug) }
    static var glob: Self { Form(.scalar(.glob)) { $0.text } }

    static func text(_ form: TextForm) -> Self { Form(.scalar(.text(form))) { $0.text } }
}

extension Form where Value: Sendable {
    /// One of a closed list of words, each beside what it means.
    static func choice(_ noun: String, _ words: KeyValuePairs<String, Value>) -> Self {
        let words = words.map { (word: $0.key, meaning: $0.value) }
        return Form(.word(Words(noun, words.map(\.word)))) { reading in
            words.first { $0.word == reading.text }?.meaning
        }
    }
}

extension Form where Value: RawRepresentable & Sendable, Value.RawValue == String {
    static func words(_ noun: String, _ words: [Value]) -> Self {
        Form(.word(Words(noun, words.map(\.rawValue)))) { $0.text.flatMap { Value(rawValue: $0) } }
    }

    static func words(_ noun: String) -> Self where Value: CaseIterable { words(noun, Array(Value.allCases)) }
}

extension Form {
    static func list<Element>(
        of element: Form<Element>, _ count: ClosedRange<Int> = 0...Grammar.mostWords
    ) -> Self where Value == [Element] {
        Form(.list(element.shape, count: count)) { $0.items.compactMap(element.value) }
    }

    static func oneOrMany<Element>(_ element: Form<Element>) -> Self where Value == [Element] {
        Form(.oneOrMany(element.shape)) { $0.items.compactMap(element.value) }
    }
}

extension Form {
    /// The first of these that suits the kind of the value.
    static func either(_ forms: Form...) -> Form {
        Form(.either(forms.map(\.shape))) { reading in forms.lazy.compactMap { $0.value(reading) }.first }
    }

    func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Form<Other> {
        Form<Other>(shape) { [value] in value($0).map(transform) }
    }
}

extension Form<[HeaderField]> {
    /// A list of values makes a header stand several times.
    static var headers: Self {
        Form(.mapping(key: .headerName, value: .oneOrMany(.scalar(.text(.headerValue))))) { reading in
            reading.entries.flatMap { entry in entry.value.texts.map { HeaderField(entry.key, $0) } }
        }
    }
}
