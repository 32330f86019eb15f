/// A description written out, line by line, so that equal descriptions give equal text and different ones different text: what
/// entity tags are made of. Each name and each way of writing is chosen, and a change of either changes every tag.
struct WrittenForm: Sendable {
    private(set) var text: String

    /// - Parameter kind: what is described; with the version of its form.
    init(_ kind: String) {
        text = kind + "\n"
    }

    mutating func add(_ name: String, _ number: some FixedWidthInteger) { add(line: name, "\(number)") }

    mutating func add(_ name: String, _ flag: Bool) { add(line: name, flag ? "yes" : "no") }

    /// With its length, since it may hold anything.
    mutating func add(_ name: String, _ words: String) { add(line: name, "\(words.utf8.count):\(words)") }

    /// Of one that is missing: no value.
    mutating func add(_ name: String, _ words: String?) {
        if let words { add(name, words) } else { add(line: name, "-") }
    }

    mutating func add(_ name: String, _ number: Int?) {
        if let number { add(name, number) } else { add(line: name, "-") }
    }

    private mutating func add(line name: String, _ value: String) {
        text += "\(name) \(value)\n"
    }
}
