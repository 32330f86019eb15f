import Documents

extension Rule {
    private static let commonKeys = Condition.keys.union(["id", "kind", "effect", "message", "text", "note", "source"])

    init(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) {
        id = try entry.string("id")
        kind = try Self.word("kind", of: entry)
        effect = try Self.word("effect", of: entry)
        let ownKeys = kind.keys
        try entry.allowOnly { Self.commonKeys.contains($0) || ownKeys.contains($0) }
        message = try entry.optionalString("message")
        condition = try Condition(of: entry, fields: &fields)
        guard kind.effects.contains(effect) else {
            throw entry.failure("the effect \(effect.rawValue) does not go with \(kind.rawValue)", key: "effect")
        }
        guard effect != .reject || message != nil else { throw entry.failure("a rule that rejects needs a message") }
        action = try kind.action(reading: entry, fields: &fields)
        subject = try kind.subject(of: entry)
    }

    private static func word<Word: RawRepresentable<String>>(
        _ key: String, of entry: Entry
    ) throws(CatalogFailure) -> Word {
        let text = try entry.string(key)
        guard let word = Word(rawValue: text) else { throw entry.failure("unknown \(key) \(text)", key: key) }
        return word
    }
}
