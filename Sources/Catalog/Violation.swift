import Documents

/// The first thing wrong with an input.
public struct Violation: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case missing, type, value, range, length, items
        /// The rule of that id.
        case rule(String)
    }

    public var kind: Kind
    /// As in `duration` or `multi_shots[1].prompt`.
    public var parameter: String
    /// For people; the words of unified-tasks.md §5.3 [chosen, except those of `missing`: docs].
    public var message: String
}

/// What is wrong with one value, before it is known where the value lies.
struct Flaw: Error {
    enum Problem {
        case missing
        case mistyped(String)
        case notAmong([Node])
        case outside(Decimal?, Decimal?)
        case tooLong(Int)
        case tooMany(Int)
        case tooFew(Int)
    }

    var problem: Problem
    /// Below the value looked at: `[1].prompt`, or empty for the value itself.
    var path = ""

    func inside(_ prefix: String) -> Flaw {
        Flaw(problem: problem, path: prefix + path)
    }

    /// The flaw as the client hears of it.
    func violation() -> Violation {
        switch problem {
        case .missing:
            Violation(kind: .missing, parameter: path, message: "Missing required parameter: \(path)")
        case .mistyped(let expected):
            Violation(kind: .type, parameter: path, message: "Invalid type for \(path): expected \(expected)")
        case .notAmong(let values):
            Violation(
                kind: .value, parameter: path,
                message: invalid("one of \(values.map(\.plainText).joined(separator: ", "))"))
        case .outside(let least, let most):
            Violation(kind: .range, parameter: path, message: invalid(Self.range(least, most)))
        case .tooLong(let most):
            Violation(kind: .length, parameter: path, message: "\(path) must not exceed \(most) characters")
        case .tooMany(let most):
            Violation(kind: .items, parameter: path, message: "\(path) must not contain more than \(most) items")
        case .tooFew(let least):
            Violation(kind: .items, parameter: path, message: "\(path) must contain at least \(least) items")
        }
    }

    private func invalid(_ demand: String) -> String {
        "Invalid value for \(path): must be \(demand)"
    }

    /// A range that is open at one end is none of the documented words [chosen].
    private static func range(_ least: Decimal?, _ most: Decimal?) -> String {
        switch (least, most) {
        case (let least?, let most?): "between \(least.text) and \(most.text)"
        case (let least?, nil): "at least \(least.text)"
        case (nil, let most?): "at most \(most.text)"
        case (nil, nil): "a number"
        }
    }
}

extension Node {
    /// A scalar as a sentence shows it.
    fileprivate var plainText: String {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let bool): bool ? "true" : "false"
        case .null, .array, .object: kindName
        }
    }
}
