import Core
import Documents
import Matching

/// A request that is judged after it was answered: what rules saw of it, as far as that was kept.
public struct Evidence: Sendable {
    public var subject: Subject
    /// The steps that it counts as; empty when it was refused before it was understood. A create that streams is one of both.
    public var steps: StepSet
    /// Keys of `match` that cannot be judged any more, each with the reason; families by their prefix, `body.`
    public var unknown: [String: String]
    /// What stands where something was covered, and cannot be compared.
    public var mark: String

    public init(_ subject: Subject, steps: StepSet, unknown: [String: String], mark: String) {
        self.subject = subject
        self.steps = steps
        self.unknown = unknown
        self.mark = mark
    }
}

/// The names of `match` under which something may be unknown of a request that was answered.
public enum MatchName {
    public static let model = MatchKey.model.name
    public static let modality = MatchKey.modality.name
    public static let prompt = MatchKey.prompt.name
    public static let attempt = MatchKey.attempt.name
    /// Of a family.
    public static let body = MatchFamily.body.family.prefix
}

/// What can be said of a request after it was answered.
enum Finding: Sendable, Equatable {
    case holds
    case differs([Difference])
    /// What stands in the way, in words.
    case unknown(String)

    var isPossible: Bool { if case .differs = self { false } else { true } }
}

/// One thing in which a request differs from what was asked for.
struct Difference: Sendable, Equatable {
    /// The key of `match`, or `on`.
    var key: String
    /// `body.input.duration: wanted 8, got 4`
    var line: String

    init(_ key: String, wanted: String, got: String) {
        self.key = key
        line = "\(key): wanted \(wanted), got \(got)"
    }

    /// How far away a request is that differs in this [chosen]: one of another provider or step is hardly the one that was meant, while one
    /// of which a field of the body is another may well be.
    var weight: Int {
        switch key {
        case MatchKey.provider.name: 16
        case RuleKeys.steps.name, MatchKey.method.name, MatchKey.path.name: 8
        case MatchKey.modality.name, MatchKey.account.name, MatchKey.jobID.name: 4
        case MatchKey.model.name: 2
        default: 1
        }
    }
}

extension [Difference] {
    var weight: Int { reduce(0) { $0 + $1.weight } }
}

extension Match {
    /// Whether all of it held, as far as is known. One part that does not hold settles it, whatever is unknown beside it.
    func finding(in evidence: Evidence) -> Finding {
        var (differences, unknown): ([Difference], String?) = ([], nil)
        if !providers.contains(ProviderSet(evidence.subject.provider)) {
            let wanted = providers.providers.map(\.rawValue).joined(separator: ", ")
            differences.append(
                Difference(MatchKey.provider.name, wanted: wanted, got: evidence.subject.provider.rawValue))
        }
        for condition in conditions {
            switch condition.finding(in: evidence) {
            case .holds: break
            case .differs(let more): differences += more
            case .unknown(let reason): unknown = unknown ?? reason
            }
        }
        if !differences.isEmpty { return .differs(differences) }
        return unknown.map(Finding.unknown) ?? .holds
    }
}

extension Condition {
    fileprivate func finding(in evidence: Evidence) -> Finding {
        guard let found else { return anyFinding(in: evidence) }
        if let reason = evidence.reasonAgainst(written.key) { return .unknown(reason) }
        let value = found(evidence.subject)
        // Whether there is a value at all is known of a covered one too.
        if value.hasText(evidence.mark), !asksForExistence {
            return .unknown("`\(written.key)` is covered in the journal")
        }
        switch outcome(evidence.subject) {
        case .match: return .holds
        case .noMatch: return .differs([Difference(written.key, wanted: written.value.asWritten, got: value.shown)])
        case .limitReached: return .unknown("the regular expression for `\(written.key)` took too many steps")
        }
    }

    /// One alternative that holds settles it; of those that do not, the nearest is told.
    private func anyFinding(in evidence: Evidence) -> Finding {
        var (nearest, unknown): ([Difference]?, String?) = (nil, nil)
        for alternative in alternatives {
            switch alternative.finding(in: evidence) {
            case .holds: return .holds
            case .differs(let found): if nearest.map({ found.weight < $0.weight }) ?? true { nearest = found }
            case .unknown(let reason): unknown = unknown ?? reason
            }
        }
        return unknown.map(Finding.unknown) ?? .differs(nearest ?? [])
    }

    private var asksForExistence: Bool {
        written.value.entries.count == 1 && written.value.entries[0].key == "exists"
    }
}

extension Evidence {
    fileprivate func reasonAgainst(_ key: String) -> String? {
        guard !unknown.isEmpty else { return nil }
        return unknown[key] ?? unknown.first { $0.key.hasSuffix(".") && key.hasPrefix($0.key) }?.value
    }
}

extension Reading {
    /// A text as it is; all else in a line of JSON.
    fileprivate var asWritten: String {
        node.string ?? node.array.map { $0.compactMap(\.string).joined(separator: ", ") }
            ?? String(decoding: node.json(), as: UTF8.self)
    }
}

extension Value {
    fileprivate func hasText(_ part: String) -> Bool {
        switch self {
        case .text(let text): Matcher.contains(.text(part)).accepts(.text(text))
        case .list(let items): items.contains { $0.hasText(part) }
        case .absent, .null, .bool, .number, .object: false
        }
    }

    /// For people, in a line.
    fileprivate var shown: String {
        switch self {
        case .absent: "nothing"
        case .null: "null"
        case .object: "an object"
        case .list(let items):
            "[\(items.prefix(10).map(\.shown).joined(separator: ", "))\(items.count > 10 ? ", …" : "")]"
        case .bool, .number, .text: spelling.map { shortened($0) } ?? ""
        }
    }
}
