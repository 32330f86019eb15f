/// What a matcher looks at: the shape of a JSON value, a header, a query parameter, without its inside where no matcher
/// goes.
public enum Value: Sendable, Equatable {
    /// The field, header or parameter is not there.
    case absent
    case null
    case bool(Bool)
    /// As it was written, and as near as a Double comes to it.
    case number(text: String, Double)
    case text(String)
    case list([Value])
    case object

    /// Equal in value. Numbers are compared exactly, however they are written; texts scalar by scalar.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.absent, .absent), (.null, .null), (.object, .object): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left, let near), .number(let right, let other)): near == other && sameNumber(left, right)
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.list(let left), .list(let right)): left == right
        case (.absent, _), (.null, _), (.bool, _), (.number, _), (.text, _), (.list, _), (.object, _): false
        }
    }

    public var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }

    /// How a scalar is written; nil for what is none.
    public var spelling: String? {
        switch self {
        case .text(let text): text
        case .number(let text, _): text
        case .bool(let bool): bool ? "true" : "false"
        case .absent, .null, .list, .object: nil
        }
    }

    /// A number, or a text that reads as one in the grammar of JSON.
    var number: (text: String, near: Double)? {
        switch self {
        case .number(let text, let near): (text, near)
        case .text(let text): NumberText(text) == nil ? nil : Double(text).map { (text, $0) }
        case .absent, .null, .bool, .list, .object: nil
        }
    }
}

private func sameNumber(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    guard let left = NumberText(left), let right = NumberText(right) else { return false }
    return left == right
}
