import Core
import Documents
import HTTPMessages
import Matching
import Time

extension Match {
    public func accepts(_ subject: Subject) -> Bool {
        providers.contains(ProviderSet(subject.provider))
            && Self.fits(models, subject.model)
            && Self.fits(accounts, subject.account)
            && Self.fits(jobs, subject.job?.id)
            && Self.fits(paths, subject.request.path)
            && methods?.contains(subject.request.method) ?? true
            && modalities.map { subject.modality.map($0.contains) ?? false } ?? true
            && conditions.allSatisfy { $0.matcher.accepts($0.sight.value(in: subject)) }
            && (alternatives.isEmpty || alternatives.contains { $0.accepts(subject) })
    }

    private static func fits(_ globs: [Glob]?, _ text: String?) -> Bool {
        guard let globs else { return true }
        guard let text else { return false }
        return globs.contains { $0.matches(text) }
    }
}

extension Match.Condition.Sight {
    func value(in subject: Subject) -> Value {
        switch self {
        case .prompt: Value(subject.prompt)
        case .header(let name): Value(subject.request.headers[name])
        case .query(let name): Value(Query.value(of: name, in: subject.request.query))
        case .body(let path): path.find(in: subject.body).map { Value($0) } ?? .absent
        case .jobStatus: Value(subject.job?.status.rawValue)
        case .jobAge: Value(seconds: subject.job?.age)
        case .jobPolls: Value(subject.job?.polls)
        case .attempt: Value(subject.attempt)
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
