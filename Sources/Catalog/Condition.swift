import Documents

/// One line of a `when`, `unless`, `allowed_when` or `requires` block.
enum Test: Sendable {
    case present(Int)
    case absent(Int)
    /// Any of these values, after defaults.
    case among(Int, [Node])

    func holds(in values: Values) -> Bool {
        switch self {
        case .present(let slot): return values.present.contains(slot: slot)
        case .absent(let slot): return !values.present.contains(slot: slot)
        case .among(let slot, let allowed):
            guard let value = values.slots[slot] else { return false }
            return allowed.contains(value)
        }
    }

    /// All lines of the mapping under `key`; `present` and `absent` are words of the language and never values.
    static func all(_ key: String, of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> [Test] {
        guard let lines = try entry.entry(key) else { return [] }
        guard !lines.members.isEmpty else { throw entry.failure("says nothing", key: key) }
        return lines.members.map { line in
            let slot = fields.slot(line.key)
            return switch line.value.value {
            case .string("present"): .present(slot)
            case .string("absent"): .absent(slot)
            case .array(let values): .among(slot, values)
            default: .among(slot, [line.value])
            }
        }
    }
}

extension [Test] {
    func hold(in values: Values) -> Bool { allSatisfy { $0.holds(in: values) } }
}

/// While what holds a rule applies.
struct Condition: Sendable {
    static let keys: Set<String> = ["when", "when_any_present", "when_absent", "unless", "only_with", "not_with"]

    var when: [Test]
    var anyPresent: FieldSet
    var nonePresent: FieldSet
    var unless: [Test]
    /// A setting that must be in force, as `name=value`; nil: whatever is.
    var onlyWith: String?
    /// A setting that must not be.
    var notWith: String?

    init(of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) {
        when = try Test.all("when", of: entry, fields: &fields)
        anyPresent = fields.set(try entry.strings("when_any_present"))
        nonePresent = fields.set(try entry.strings("when_absent"))
        unless = try Test.all("unless", of: entry, fields: &fields)
        onlyWith = try entry.optionalString("only_with")
        notWith = try entry.optionalString("not_with")
    }

    /// It holds whatever the input and the settings.
    var isAlways: Bool {
        when.isEmpty && anyPresent.isEmpty && nonePresent.isEmpty && unless.isEmpty && onlyWith == nil && notWith == nil
    }

    func holds(in values: Values) -> Bool {
        if let onlyWith, !values.settings.contains(onlyWith) { return false }
        if let notWith, values.settings.contains(notWith) { return false }
        guard anyPresent.isEmpty || !anyPresent.isDisjoint(with: values.present) else { return false }
        guard nonePresent.isDisjoint(with: values.present) else { return false }
        return when.hold(in: values) && (unless.isEmpty || !unless.hold(in: values))
    }
}
