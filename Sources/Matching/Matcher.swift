/// A condition on one value of a request (language.md §2.2).
///
/// A value that is not there satisfies nothing but `exists(false)` and `not(…)`.
public indirect enum Matcher: Sendable, Equatable {
    /// Equal in kind and value. Headers and query parameters have no kinds, so a number or a boolean also equals the
    /// text that spells it.
    case equals(Value)
    /// A text with that part, or a list with that element.
    case contains(Value)
    case startsWith(String)
    case matches(RegularExpression)
    case glob(Glob)
    case `in`([Value])
    /// Compare numbers, and texts that read as a number, as headers and query parameters do.
    case gt(Double)
    case gte(Double)
    case lt(Double)
    case lte(Double)
    /// `null` is there, too.
    case exists(Bool)
    case not(Matcher)
    case all([Matcher])

    public func accepts(_ value: Value) -> Bool {
        outcome(for: value) == .match
    }

    /// The answer, or that an expression ran into its limit and decided it.
    public func outcome(for value: Value) -> MatchOutcome {
        switch self {
        case .exists(let wanted): MatchOutcome(value.isAbsent != wanted)
        case .not(let matcher): matcher.outcome(for: value).opposite
        case .all(let matchers): Self.all(matchers, value)
        case .equals(let wanted): MatchOutcome(Self.equal(wanted, value))
        case .in(let choices): MatchOutcome(choices.contains { Self.equal($0, value) })
        case .contains(let part): MatchOutcome(Self.contains(value, part))
        case .startsWith(let beginning): MatchOutcome(value.spelling?.utf8.starts(with: beginning.utf8) ?? false)
        case .matches(let expression): value.spelling.map(expression.matches) ?? .noMatch
        case .glob(let glob): MatchOutcome(value.spelling.map(glob.matches) ?? false)
        case .gt(let bound): MatchOutcome(value.number.map { $0.near > bound } ?? false)
        case .gte(let bound): MatchOutcome(value.number.map { $0.near >= bound } ?? false)
        case .lt(let bound): MatchOutcome(value.number.map { $0.near < bound } ?? false)
        case .lte(let bound): MatchOutcome(value.number.map { $0.near <= bound } ?? false)
        }
    }

    /// One that says no settles it; else one that gave up does.
    private static func all(_ matchers: [Matcher], _ value: Value) -> MatchOutcome {
        var result = MatchOutcome.match
        for matcher in matchers {
            switch matcher.outcome(for: value) {
            case .match: break
            case .noMatch: return .noMatch
            case .limitReached: result = .limitReached
            }
        }
        return result
    }

    private static func equal(_ wanted: Value, _ value: Value) -> Bool {
        switch (wanted, value) {
        case (_, .absent): false
        case (.number, .text): value.number.map { Value.number(text: $0.text, $0.near) == wanted } ?? false
        case (.bool, .text(let text)): wanted.spelling == text
        default: wanted == value
        }
    }

    private static func contains(_ value: Value, _ part: Value) -> Bool {
        if case .list(let elements) = value { return elements.contains { equal(part, $0) } }
        guard let text = value.spelling, let part = part.spelling else { return false }
        return TextSearch(for: part).finds(in: text)
    }
}

extension MatchOutcome {
    fileprivate var opposite: MatchOutcome {
        switch self {
        case .match: .noMatch
        case .noMatch: .match
        case .limitReached: .limitReached
        }
    }
}
