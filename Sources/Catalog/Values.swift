import Documents

/// A model's input after defaults, by slot.
struct Values: Sendable {
    /// The value in force: what the client sent, else the default; nil where there is neither.
    var slots: [Node?]
    /// What the client itself sent. Defaults do not count, nor do values that say nothing.
    var present: FieldSet = []
    /// What is there to be checked: the same, and empty lists that a rule speaks of.
    var sent: FieldSet = []
    /// The settings in force that rules ask for.
    let settings: [String]

    init(count: Int, settings: [String]) {
        slots = Array(repeating: nil, count: count)
        self.settings = settings
    }

    /// Takes a field away as if it had never been sent.
    mutating func drop(_ fields: FieldSet) {
        present.subtract(fields)
        sent.subtract(fields)
        var rest = fields
        while let slot = rest.popFirst() { slots[slot] = nil }
    }
}

extension Node {
    /// Null, an empty string and an empty list, whatever the type of what they stand for: see `Parameter.isAbsent`.
    var countsAsAbsent: Bool {
        switch value {
        case .null: true
        case .string(let text): text.utf8.isEmpty
        case .array(let items): items.isEmpty
        case .bool, .number, .object: false
        }
    }

    /// A text of nothing but blanks.
    var isBlank: Bool { string?.allSatisfy(\.isWhitespace) ?? false }
}
