import Core
import Documents
import Matching
import Time

extension Condition {
    /// A matcher, and the value of the request that it looks at.
    fileprivate init(
        _ entry: Reading.Entry, _ value: @escaping @Sendable (Subject) -> Value
    ) {
        let (key, matcher) = (entry.key, Matcher(entry.value))
        self.init(entry, found: value) { subject in
            matcher.outcome(for: value(subject))
        } mismatch: { subject in
            let value = value(subject)
            guard !value.isAbsent else { return "there is no `\(key)`" }
            return matcher.outcome(for: value) == .limitReached
                ? "the regular expression for `\(key)` took too many steps, which counts as no match"
                : "`\(key)` is \(value.spelling.map { shortened($0) } ?? "of another kind"), which does not fit"
        }
    }
}

extension MatchKey {
    /// A key whose value is compared by a matcher of that kind.
    init(
        _ name: String, _ kind: MatcherKind, _ help: String,
        describe: @escaping Describe, value: @escaping @Sendable (Subject) -> Value
    ) {
        self.init(name, .definition(.matcher(kind)), help, describe: describe) { entry, match in
            match.conditions.append(
                Condition(entry, value))
        }
    }
}

extension MatchFamily {
    /// Keys whose value is compared by a matcher of that kind.
    ///
    /// - Parameter look: of the rest of the key, what the matcher looks at; nil where that is none.
    init(
        _ prefix: String, _ form: TextForm, _ kind: MatcherKind, _ help: String, describe: @escaping Describe,
        value look: @escaping @Sendable (String) -> (@Sendable (Subject) -> Value)?
    ) {
        self.init(prefix, form, kind, help, describe: describe) { rest, entry, match in
            guard let value = look(rest) else { return }
            match.conditions.append(Condition(entry, value))
        }
    }
}

extension Value {
    init(_ text: String?) {
        self = text.map { .text($0) } ?? .absent
    }

    init(_ integer: Int?) {
        self = integer.map { .number(text: String($0), Double($0)) } ?? .absent
    }

    /// A duration as a number of seconds, exact to the nanosecond in its text.
    init(seconds duration: Duration?) {
        guard let duration else {
            self = .absent
            return
        }
        let seconds = Decimal(coefficient: Int128(duration.nanoseconds), exponent: -9)
        self = .number(text: seconds.text, seconds.double)
    }

    init(_ node: Node) {
        self =
            switch node.value {
            case .null: .null
            case .bool(let bool): .bool(bool)
            case .number(let number): .number(text: number.text, number.double)
            case .string(let string): .text(string)
            case .array(let elements): .list(elements.map { Value($0) })
            case .object: .object
            }
    }
}
