import Documents

extension Parameter {
    private static let keys: Set<String> = [
        "name", "type", "required", "optional_with", "enum", "also_accept", "enum_strings", "case_insensitive",
        "default", "separator",
        "min", "max", "max_length", "item_max_length", "min_items", "max_items", "items", "fields", "unit", "note",
        "source",
    ]
    private static let itemKeys: Set<String> = ["type", "allow_string", "fields", "forbidden_fields"]

    init(reading entry: Entry) throws(CatalogFailure) {
        try entry.allowOnly(Self.keys)
        name = try entry.string("name")
        let typeText = try entry.string("type")
        guard let type = ValueType(typeText) else { throw entry.failure("unknown type \(typeText)", key: "type") }
        self.type = type
        isRequired = try Self.requirement(in: entry)
        optionalWith = try entry.optionalString("optional_with")
        offered = try entry.list("enum")
        alsoAccepted = try entry.list("also_accept")
        words = try entry.strings("enum_strings")
        ignoresCase = try entry.bool("case_insensitive") ?? false
        separator = try Self.separator(in: entry, type: type)
        standard = entry.node("default")
        minimum = try entry.decimal("min")
        maximum = try entry.decimal("max")
        maximumLength = try entry.integer("max_length")
        maximumItemLength = try entry.integer("item_max_length")
        minimumItems = try entry.integer("min_items")
        maximumItems = try entry.integer("max_items")
        let items = try Self.items(of: entry, type: type)
        fields = try Self.fields(of: items ?? entry)
        forbiddenFields = try items?.strings("forbidden_fields") ?? []
    }

    private static func requirement(in entry: Entry) throws(CatalogFailure) -> Bool {
        switch entry.node("required")?.value {
        case .bool(let required): return required
        case .string("conditional"): return false
        default: throw entry.failure("expected true, false or conditional", key: "required")
        }
    }

    /// One character, of a parameter that takes a text as well as a list of texts.
    private static func separator(in entry: Entry, type: ValueType) throws(CatalogFailure) -> Character? {
        guard let text = try entry.optionalString("separator") else { return nil }
        guard text.count == 1, type.alternatives.contains(.string), type.alternatives.contains(.array(.string)) else {
            throw entry.failure("one character, where a string and a list of strings are taken", key: "separator")
        }
        return text.first
    }

    /// The `items` block, which only a list of objects has. Nothing but `allow_string: false` is understood.
    private static func items(of entry: Entry, type: ValueType) throws(CatalogFailure) -> Entry? {
        guard let items = try entry.entry("items") else { return nil }
        try items.allowOnly(itemKeys)
        guard type.alternatives == [.array(.object)], try items.string("type") == "object" else {
            throw entry.failure("only a list of objects describes its items", key: "items")
        }
        guard try items.bool("allow_string") != true else {
            throw items.failure("only false is understood", key: "allow_string")
        }
        return items
    }

    private static func fields(of entry: Entry) throws(CatalogFailure) -> [Parameter] {
        var fields: [Parameter] = []
        for field in try entry.entries("fields") { fields.append(try Parameter(reading: field)) }
        return fields
    }
}
