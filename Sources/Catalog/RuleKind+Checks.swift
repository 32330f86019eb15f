import Documents

/// The rule kinds whose block takes more than a line to read.
extension Rule.Kind {
    func groups(of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> [FieldSet] {
        var groups: [FieldSet] = []
        for group in try entry.list("groups") {
            guard let names = group.array?.map(\.string), !names.isEmpty, !names.contains(nil) else {
                throw entry.failure("expected lists of fields", key: "groups")
            }
            groups.append(fields.set(names.compactMap { $0 }))
        }
        guard groups.count > 1 else { throw entry.failure("expected two groups or more", key: "groups") }
        return groups
    }

    func requirement(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Check {
        let all = fields.set(try entry.strings("requires_all"))
        let any = fields.set(try entry.strings("requires_any"))
        guard !all.isEmpty || !any.isEmpty else { throw entry.failure("requires nothing") }
        return .requires(try fields.named("fields", of: entry), all: all, any: any)
    }

    /// Either `allowed` values while the condition holds, or one `value` with the scope it is allowed in.
    func conditionalValue(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Check {
        let slot = try fields.one("field", of: entry)
        let scope = try Test.all("allowed_when", of: entry, fields: &fields)
        switch (entry.has("allowed"), entry.node("value")) {
        case (true, nil) where scope.isEmpty: return .allowedValues(slot, try entry.list("allowed"))
        case (false, let value?) where !scope.isEmpty && !entry.has("default_when"):
            return .scopedValue(slot, value, scope)
        default: throw entry.failure("expected either allowed, or value with allowed_when")
        }
    }

    func itemCount(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Check {
        let exactly = try entry.integer("exactly")
        let least = try entry.integer("min") ?? exactly ?? 0
        let most = try entry.integer("max") ?? exactly ?? .max
        guard least <= most, entry.has("max") || entry.has("min") || exactly != nil else {
            throw entry.failure("the bounds allow no length or all")
        }
        return .itemCount(try fields.one("field", of: entry), least...most)
    }

    func total(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Check {
        var paths: [ValuePath] = []
        for path in try entry.strings("count") { paths.append(try ValuePath(path, fields: &fields, in: entry)) }
        guard let most = try entry.integer("max") else { throw entry.failure("missing", key: "max") }
        return .total(paths, most: most)
    }

    func sum(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Check {
        guard let least = try entry.decimal("min"), let most = try entry.decimal("max") else {
            throw entry.failure("min and max are needed")
        }
        return .sum(try ValuePath(try entry.string("field"), fields: &fields, in: entry), least: least, most: most)
    }

    func lengths(of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> [(slot: Int, most: Int)] {
        guard let limits = try entry.entry("limits") else { throw entry.failure("missing", key: "limits") }
        var lengths: [(slot: Int, most: Int)] = []
        for limit in limits.members {
            guard let most = try limits.integer(limit.key) else { continue }
            lengths.append((fields.slot(limit.key), most))
        }
        return lengths
    }
}

extension ItemCheck {
    init(reading entry: Entry) throws(CatalogFailure) {
        let check = try entry.string("check")
        switch check {
        case "min_items":
            guard let least = try entry.integer("value") else { throw entry.failure("missing", key: "value") }
            self = .minimumItems(field: try entry.string("item_field"), least)
        case "forbidden":
            self = .forbidden(field: try entry.string("item_field"))
        case "item_type":
            self = .kind(try Self.kind(in: entry))
        case "field_type":
            self = .fieldKind(field: try entry.string("item_field"), try Self.kind(in: entry))
        case "exactly_one_of":
            self = .exactlyOneOf(try entry.strings("item_fields"))
        case "required_one_of":
            self = .requiredOneOf(try entry.strings("item_fields"))
        case "required":
            self = .required(try entry.strings("item_fields"))
        default:
            throw entry.failure("unknown check \(check)", key: "check")
        }
    }

    private static func kind(in entry: Entry) throws(CatalogFailure) -> ValueType.Kind {
        let text = try entry.string("value")
        guard let kind = ValueType.Kind(text) else { throw entry.failure("unknown type \(text)", key: "value") }
        return kind
    }
}

extension FieldTable {
    /// The field that the entry names under `key`.
    mutating func one(_ key: String, of entry: Entry) throws(CatalogFailure) -> Int {
        slot(try entry.string(key))
    }

    /// The fields that the entry lists under `key`, at least one.
    mutating func named(_ key: String, of entry: Entry) throws(CatalogFailure) -> FieldSet {
        let names = try entry.strings(key)
        guard !names.isEmpty else { throw entry.failure("names no field", key: key) }
        return set(names)
    }
}

extension Test {
    /// As `all`, but the block must be there.
    static func required(_ key: String, of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> [Test] {
        guard entry.has(key) else { throw entry.failure("missing", key: key) }
        return try all(key, of: entry, fields: &fields)
    }
}
