import Documents

/// What the file that a model makes takes over from a file that the input names, where the server knows that one.
///
/// Source of the format: `inherits` in the `conventions` block of `Fixtures/catalogs/unified-tasks.yaml`.
struct Inheritance: Sendable {
    enum Size: Sendable {
        case own
        /// Pixel by pixel.
        case same
        /// Unless the client asks for a ratio of its own.
        case ratio
        /// Where the ratio in force is `auto`.
        case autoRatio
        /// By the number in that field.
        case times(Int)
    }

    enum Length: Sendable {
        case own, same
        /// From the second in that field on.
        case added(from: Int?)
        /// Between the frames in those fields.
        case cut(first: Int, last: Int)
    }

    enum Sound: Sendable {
        case own, same
        /// Where that field says so.
        case asked(Int)
    }

    /// Addresses or ids, the most telling first.
    let from: [Int]
    let condition: Condition
    let size: Size
    let length: Length
    let sound: Sound
    /// Said of a beginning beyond the end.
    let message: String?
    /// The field with the ratio, where the model has one.
    let ratio: Int?

    func applies(to values: Values) -> Bool {
        condition.holds(in: values) && from.contains { values.present.contains(slot: $0) }
    }
}

extension Inheritance {
    static func all(of output: Entry, fields: inout FieldTable) throws(CatalogFailure) -> [Inheritance] {
        var all: [Inheritance] = []
        for entry in try output.entries("inherits") { all.append(try Inheritance(reading: entry, fields: &fields)) }
        return all
    }

    private static let keys = Condition.keys.union([
        "from", "size", "factor", "length", "first", "last", "sound", "message", "note", "source",
    ])

    private init(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) {
        try entry.allowOnly(Self.keys)
        var from: [Int] = []
        for name in try entry.strings("from") { from.append(fields.slot(name)) }
        guard !from.isEmpty else { throw entry.failure("names no field", key: "from") }
        self.from = from
        condition = try Condition(of: entry, fields: &fields)
        size = try Self.size(of: entry, fields: &fields)
        length = try Self.length(of: entry, fields: &fields)
        sound = try Self.sound(of: entry, fields: &fields)
        message = try entry.optionalString("message")
        ratio = fields["aspect_ratio"]
    }

    private static func size(of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Size {
        switch try entry.optionalString("size") {
        case nil: return .own
        case "same": return .same
        case "ratio": return .ratio
        case "auto": return .autoRatio
        case "times": return .times(try fields.one("factor", of: entry))
        default: throw entry.failure("expected same, ratio, auto or times", key: "size")
        }
    }

    private static func length(of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Length {
        switch try entry.optionalString("length") {
        case nil: return .own
        case "same": return .same
        case "added": return .added(from: try entry.optionalString("first").map { fields.slot($0) })
        case "cut":
            return .cut(first: try fields.one("first", of: entry), last: try fields.one("last", of: entry))
        default: throw entry.failure("expected same, added or cut", key: "length")
        }
    }

    private static func sound(of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> Sound {
        switch try entry.optionalString("sound") {
        case nil: .own
        case "same": .same
        case let field?: .asked(fields.slot(field))
        }
    }
}

extension Model {
    /// What of an input's files is taken over; nil where it names none.
    func inherited(in values: Values) -> Validated.Inherited? {
        guard let inheritance = inheritances.first(where: { $0.applies(to: values) }) else { return nil }
        return inheritance.resolved(in: values, fields)
    }
}

extension Inheritance {
    fileprivate func resolved(in values: Values, _ fields: FieldTable) -> Validated.Inherited {
        let named = from.flatMap { slot in
            guard let value = values.slots[slot] else { return [] as [String] }
            return value.array?.compactMap(\.string) ?? value.string.map { [$0] } ?? []
        }
        var inherited = Validated.Inherited(named: named, size: size(in: values), length: length(in: values))
        switch sound {
        case .own: break
        case .same: inherited.keepsSound = true
        case .asked(let slot):
            inherited.keepsSound = values.slots[slot]?.bool ?? false
            inherited.hasSoundByDefault = inherited.keepsSound
        }
        if let message { inherited.start = startField.map { (fields.names[$0], message) } }
        return inherited
    }

    private var startField: Int? {
        switch length {
        case .own, .same, .added(from: nil): nil
        case .added(from: let slot?), .cut(first: let slot, last: _): slot
        }
    }

    private func size(in values: Values) -> Validated.Inherited.Size {
        let asked = ratio.flatMap { values.slots[$0]?.string }
        return switch size {
        case .own: .own
        case .same: .same
        case .ratio where asked != "auto" && ratio.map({ values.present.contains(slot: $0) }) == true: .own
        case .ratio: .ratio
        case .autoRatio: asked == "auto" ? .ratio : .own
        case .times(let slot): values.slots[slot]?.number?.int.map { .times($0) } ?? .own
        }
    }

    private func length(in values: Values) -> Validated.Inherited.Length {
        switch length {
        case .own: .own
        case .same: .same
        case .added(let slot): .added(from: slot.flatMap { values.slots[$0]?.number?.decimal?.double })
        case .cut(let first, let last):
            .cut(first: values.slots[first]?.number?.int ?? 0, last: values.slots[last]?.number?.int)
        }
    }
}
