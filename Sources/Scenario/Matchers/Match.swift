import Core
import Documents
import Matching

/// `match`: the requests that a rule is for. Everything given must hold.
public struct Match: Sendable {
    var providers = ProviderSet.all
    /// nil: any. They stand among the conditions too; here they are for who looks for rules by model.
    var models: [Glob]?
    var conditions: [Condition] = []
    /// What it matches by beside the providers, as it was written.
    var written: [String: Node] = [:]

    public func accepts(_ subject: Subject) -> Bool {
        outcome(for: subject) == .match
    }

    /// The answer, or that a regular expression was given up, which counts as no match.
    func outcome(for subject: Subject) -> MatchOutcome {
        guard providers.contains(ProviderSet(subject.provider)) else { return .noMatch }
        let conditions = conditions.span  // An array's elements would be copied one by one.
        for index in conditions.indices {
            let outcome = conditions[index].outcome(subject)
            if outcome != .match { return outcome }
        }
        return .match
    }

    /// The first part that does not hold, in words; nil when all do.
    func mismatch(_ subject: Subject) -> String? {
        if !providers.contains(ProviderSet(subject.provider)) {
            return "`\(MatchKey.provider.name)` is \(subject.provider.rawValue)"
        }
        return conditions.first { $0.outcome(subject) != .match }?.mismatch(subject)
    }
}

/// A part of `match` that must hold. Two closures and no protocol, since every request asks: a value behind a protocol is
/// copied first.
struct Condition: Sendable {
    let outcome: @Sendable (Subject) -> MatchOutcome
    /// Why not, in words, of a request that is not accepted.
    let mismatch: @Sendable (Subject) -> String
    /// What it looks at; nil where it is made of other matches.
    let found: (@Sendable (Subject) -> Value)?
    /// The matches of which one must hold; empty where it looks at one thing.
    let alternatives: [Match]
    /// As it stands in the file.
    let written: Reading.Entry

    init(
        _ written: Reading.Entry, found: (@Sendable (Subject) -> Value)?,
        alternatives: [Match] = [], outcome: @escaping @Sendable (Subject) -> MatchOutcome,
        mismatch: @escaping @Sendable (Subject) -> String
    ) {
        self.written = written
        self.found = found
        self.alternatives = alternatives
        self.outcome = outcome
        self.mismatch = mismatch
    }
}

extension Match {
    /// Conditions come in the order in which they are asked, and `explain` tells the first that does not hold.
    init(_ reading: Reading) {
        written = Dictionary(
            reading.entries.filter { $0.key != MatchKey.provider.name }.map { ($0.key, $0.value.node) },
            uniquingKeysWith: { $1 })
        for key in MatchKey.askedFirst { reading.entry(key).map { key.add($0, &self) } }
        for entry in reading.entries {
            if let key = MatchKey.askedAsWritten.first(where: { $0.name == entry.key }) {
                key.add(entry, &self)
            } else if let family = MatchFamily.inOrder.first(where: { entry.key.hasPrefix($0.family.prefix) }) {
                family.add(String(entry.key.dropFirst(family.family.prefix.count)), entry, &self)
            }
        }
        for key in MatchKey.askedLast { reading.entry(key).map { key.add($0, &self) } }
    }
}
