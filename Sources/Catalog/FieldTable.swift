/// The fields that a model knows, each with a number: its parameters first and in their order, then what only rules name.
struct FieldTable: Sendable {
    private(set) var names: [String] = []
    private var slots: [String: Int] = [:]

    subscript(name: String) -> Int? { slots[name] }

    /// The number of a field, a new one if it has none yet.
    mutating func slot(_ name: String) -> Int {
        if let slot = slots[name] { return slot }
        names.append(name)
        slots[name] = names.count - 1
        return names.count - 1
    }

    mutating func set(_ names: [String]) -> FieldSet {
        FieldSet(names.map { slot($0) })
    }
}

/// A set of a model's fields, one bit for each, so that most rules are one or two operations.
struct FieldSet: OptionSet, Sendable {
    var rawValue: UInt64

    init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// A model has at most this many fields.
    static let capacity = 64

    init(_ slots: [Int]) {
        self.init(slots.map(Self.init(slot:)))
    }

    /// No bit at all for a slot past the capacity: reading the model fails then.
    init(slot: Int) {
        self.init(rawValue: 1 << UInt64(slot))
    }

    var count: Int { rawValue.nonzeroBitCount }

    func contains(slot: Int) -> Bool { rawValue >> UInt64(slot) & 1 == 1 }

    /// The lowest numbered field, which is the first in the catalog's order.
    var first: Int? { rawValue == 0 ? nil : rawValue.trailingZeroBitCount }

    mutating func popFirst() -> Int? {
        guard let slot = first else { return nil }
        rawValue &= rawValue - 1
        return slot
    }
}
