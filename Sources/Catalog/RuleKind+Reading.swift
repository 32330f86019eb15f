import Documents

extension Rule.Kind {
    /// The keys beside the common ones and the conditions.
    var keys: [String] {
        switch self {
        case .mutuallyExclusive: ["groups"]
        case .requires: ["fields", "requires_all", "requires_any"]
        case .requiresValue: ["fields", "requires"]
        case .required, .requiredOneOf, .requiredOneOfWhen, .exactlyOneOf, .requiredWhen, .forbiddenField,
            .forbiddenWhen,
            .ignoredField:
            ["fields"]
        case .conditionalValue: ["field", "allowed", "default_when", "value", "allowed_when"]
        case .fieldScope: ["fields", "allowed_when"]
        case .forbiddenValue: ["field", "values"]
        case .maxItems: ["field", "max"]
        case .arraySize: ["field", "exactly", "min", "max"]
        case .maxTotal: ["count", "max"]
        case .sumRange: ["field", "min", "max"]
        case .maxLengthWhen: ["limits"]
        case .itemRule: ["array", "check", "item_field", "item_fields", "value"]
        case .order: ["lower", "upper", "allow_equal"]
        case .taskReference: ["field", "must_be", "output_kind"]
        case .externalMedia: ["field", "min_seconds", "max_seconds", "max_bytes"]
        case .modeSwitch, .billing: ["field"]
        case .inherit: ["field", "from_task"]
        }
    }

    /// The effects that make sense for it.
    var effects: Set<Rule.Effect> {
        switch self {
        case .ignoredField: [.ignore]
        case .inherit: [.force]
        case .modeSwitch: [.switch]
        case .billing: [.bill]
        case .externalMedia: [.failTask]
        default: [.reject]
        }
    }

    /// The parameter that a violation names: the first that the rule speaks of.
    func subject(of entry: Entry) throws(CatalogFailure) -> String {
        for key in ["field", "array", "upper"] {
            if let name = try entry.optionalString(key) { return bare(name) }
        }
        for key in ["fields", "count"] {
            if let name = try entry.strings(key).first { return bare(name) }
        }
        if let limited = try entry.entry("limits")?.members.first { return limited.key }
        guard let name = try entry.list("groups").first?.array?.first?.string else {
            throw entry.failure("names no field")
        }
        return name
    }

    private func bare(_ path: String) -> String {
        String(path.prefix { $0 != "[" })
    }

    func action(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Rule.Action {
        switch self {
        case .ignoredField: .drop(try fields.named("fields", of: entry))
        case .inherit: .drop(FieldSet(slot: fields.slot(try entry.string("field"))))
        case .taskReference: try reference(reading: entry, fields: &fields)
        case .externalMedia: try media(reading: entry, fields: &fields)
        case .modeSwitch, .billing: .nothing
        default: .check(try check(reading: entry, fields: &fields))
        }
    }

    private func reference(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Rule.Action {
        guard try entry.string("must_be") == "completed" else {
            throw entry.failure("only completed is understood", key: "must_be")
        }
        let kind = try entry.string("output_kind")
        guard let kind = OutputKind(rawValue: kind) else {
            throw entry.failure("unknown kind \(kind)", key: "output_kind")
        }
        return .reference(field: fields.slot(try entry.string("field")), outputKind: kind)
    }

    private func media(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Rule.Action {
        let bounds = MediaBounds(
            mostBytes: try entry.integer("max_bytes"), leastSeconds: try entry.integer("min_seconds"),
            mostSeconds: try entry.integer("max_seconds"))
        return .media(field: fields.slot(try entry.string("field")), bounds)
    }

    /// The kinds that reject.
    private func check(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Check {
        switch self {
        case .mutuallyExclusive: return .mutuallyExclusive(try groups(of: entry, fields: &fields))
        case .requires: return try requirement(reading: entry, fields: &fields)
        case .requiresValue:
            return .requiresValue(
                try fields.named("fields", of: entry), try Test.required("requires", of: entry, fields: &fields))
        case .required, .requiredWhen: return .required(try fields.named("fields", of: entry))
        case .requiredOneOf, .requiredOneOfWhen: return .requiredOneOf(try fields.named("fields", of: entry))
        case .exactlyOneOf: return .exactlyOneOf(try fields.named("fields", of: entry))
        case .forbiddenField, .forbiddenWhen: return .forbiddenFields(try fields.named("fields", of: entry))
        case .fieldScope:
            return .scopedFields(
                try fields.named("fields", of: entry), try Test.required("allowed_when", of: entry, fields: &fields))
        case .conditionalValue: return try conditionalValue(reading: entry, fields: &fields)
        case .forbiddenValue: return .forbiddenValues(try fields.one("field", of: entry), try entry.list("values"))
        case .maxItems, .arraySize: return try itemCount(reading: entry, fields: &fields)
        case .maxTotal: return try total(reading: entry, fields: &fields)
        case .sumRange: return try sum(reading: entry, fields: &fields)
        case .maxLengthWhen: return .lengths(try lengths(of: entry, fields: &fields))
        case .itemRule: return .items(try fields.one("array", of: entry), try ItemCheck(reading: entry))
        case .order:
            return .order(
                lower: try fields.one("lower", of: entry), upper: try fields.one("upper", of: entry),
                mayBeEqual: try entry.bool("allow_equal") ?? true)
        case .ignoredField, .inherit, .taskReference, .externalMedia, .modeSwitch, .billing:
            throw entry.failure("\(rawValue) rejects nothing")
        }
    }
}
