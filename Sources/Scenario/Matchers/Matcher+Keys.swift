import Core
import Documents
import Matching
import Time

/// A key of a matcher.
private struct Operator: Sendable {
    let name: String
    let help: String
    /// Of what stands under the key.
    let make: @Sendable (Reading) -> Matcher?

    init(_ name: String, _ help: String, make: @escaping @Sendable (Reading) -> Matcher?) {
        self.name = name
        self.help = help
        self.make = make
    }

    func key(_ shape: Shape) -> Key { Key(name, shape, help) }
}

extension Operator {
    static let all = [equals, any, not, contains, startsWith, matches, glob, exists] + orders

    static let equals = Operator("equals", "the very value") { .equals(Value($0)) }
    static let any = Operator("in", "one of these values") { .in($0.items.map { Value($0) }) }
    static let not = Operator("not", "what must not hold") { .not(Matcher($0)) }
    static let contains = Operator("contains", "a part of the text") { .contains(Value($0)) }
    static let startsWith = Operator("starts_with", "how the text begins") { $0.text.map { .startsWith($0) } }
    static let matches = Operator("matches", "a regular expression that is found in the text") {
        $0.expression.map { .matches($0) }
    }
    static let glob = Operator("glob", "a pattern for the whole text") { $0.text.map { .glob(Glob($0)) } }
    static let exists = Operator("exists", "whether there is a value at all") { $0.flag.map { .exists($0) } }
    static let orders = [
        Operator("gt", "greater than") { $0.bound.map { .gt($0) } },
        Operator("gte", "greater or equal") { $0.bound.map { .gte($0) } },
        Operator("lt", "less than") { $0.bound.map { .lt($0) } },
        Operator("lte", "less or equal") { $0.bound.map { .lte($0) } },
    ]
}

extension Matcher {
    /// What must hold: equality with a value, or all operators of a mapping.
    init(_ reading: Reading) {
        guard reading.isTable else {
            self = .equals(Value(reading))
            return
        }
        let all = reading.entries.compactMap { entry in
            Operator.all.first { $0.name == entry.key }.flatMap { $0.make(entry.value) }
        }
        self = all.count == 1 ? all[0] : .all(all)
    }
}

extension Value {
    fileprivate init(_ reading: Reading) {
        self = reading.duration.map { Value(seconds: $0) } ?? Value(reading.node)
    }
}

extension Reading {
    fileprivate var bound: Double? {
        number ?? integer.map { Double($0) } ?? duration.map { $0.inSeconds }
    }
}

extension Grammar {
    /// A value to be equal to, or a mapping of operators that must all hold.
    func matcher(_ kind: MatcherKind) -> Shape {
        let operand = Self.operand(kind)
        return .either([operand, .table(Table("a matcher", Self.equality(kind, operand) + Self.others(kind, operand)))])
    }

    private static func operand(_ kind: MatcherKind) -> Shape {
        switch kind {
        case .text, .field: Form.text.shape
        case .value: .either([Form.text.shape, Form.boolean.shape, .null])
        case .state: JobStateWords.shape
        case .duration: Form.duration.shape
        case .count: Form.count.shape
        }
    }

    private static func equality(_ kind: MatcherKind, _ operand: Shape) -> [Key] {
        let any = kind == .value ? Shape.document : operand
        return [
            Operator.equals.key(any), Operator.any.key(.list(any, count: 1...mostWords)),
            Operator.not.key(.definition(.matcher(kind))),
        ]
    }

    private static func others(_ kind: MatcherKind, _ operand: Shape) -> [Key] {
        switch kind {
        case .state: []
        case .text: texts
        case .field, .value: texts + order(Form.number(-.infinity ... .infinity).shape)
        case .duration, .count: order(operand)
        }
    }

    private static let texts = [
        Operator.contains.key(Form.text.shape), Operator.startsWith.key(Form.text.shape),
        Operator.matches.key(.scalar(.regularExpression)), Operator.glob.key(Form.glob.shape),
        Operator.exists.key(Form.boolean.shape),
    ]

    private static func order(_ operand: Shape) -> [Key] {
        Operator.orders.map { $0.key(operand) }
    }
}
