import Core
import Documents

/// What somebody wants to be different about an account: a merge patch (RFC 7396) of what a scenario says about one.
public struct AccountChange: Sendable {
    /// What is wrong with it, a sentence for each.
    public struct Failure: Error {
        public let problems: [String]
    }

    /// nil: it stays; of null: unlimited.
    public var balance: Money??
    /// nil: they stay; of null: all.
    public var models: [String]??
    /// Each nil: it stays; of null: none.
    public var requests: Rate??
    public var burst: Int??
    public var concurrentJobs: Int??

    public var changesLimits: Bool { requests != nil || burst != nil || concurrentJobs != nil }

    public init(_ members: Members, _ vocabulary: Vocabulary) throws(Failure) {
        var reader = PatchReader(vocabulary)
        for member in members {
            switch member.key {
            case AccountKeys.balance.name: balance = reader.read(member, AccountKeys.balance)
            case AccountKeys.models.name: models = reader.read(member, AccountKeys.models)
            case AccountKeys.limits.name: readLimits(member.value, &reader)
            default:
                reader.complain(
                    member.key, in: [AccountKeys.balance.name, AccountKeys.limits.name, AccountKeys.models.name])
            }
        }
        guard reader.problems.isEmpty else { throw Failure(problems: reader.problems) }
    }

    private mutating func readLimits(_ node: Node, _ reader: inout PatchReader) {
        if node.isNull {
            (requests, burst, concurrentJobs) = (.some(nil), .some(nil), .some(nil))
            return
        }
        guard let members = node.object else {
            return reader.report(
                "must be an object such as {\"concurrent_jobs\":2}, or null", at: AccountKeys.limits.name)
        }
        reader.path = AccountKeys.limits.name + "."
        defer { reader.path = "" }
        for member in members {
            switch member.key {
            case LimitKeys.requests.name: requests = reader.read(member, LimitKeys.requests)
            case LimitKeys.burst.name: burst = reader.read(member, LimitKeys.burst)
            case LimitKeys.concurrentJobs.name: concurrentJobs = reader.read(member, LimitKeys.concurrentJobs)
            default:
                reader.complain(
                    member.key, in: [LimitKeys.requests.name, LimitKeys.burst.name, LimitKeys.concurrentJobs.name])
            }
        }
    }

    /// The limits that come of these.
    public func changed(_ limits: Limits) -> Limits {
        Limits(
            requests: requests ?? limits.requests, burst: burst ?? limits.burst,
            concurrentJobs: concurrentJobs ?? limits.concurrentJobs)
    }
}

/// Reads the members of a patch by the grammar of scenarios.
private struct PatchReader {
    private var reader: Reader
    /// Where the members stand.
    var path = ""
    private(set) var problems: [String] = []

    init(_ vocabulary: Vocabulary) {
        reader = Reader(grammar: Grammar(vocabulary), file: "")
    }

    mutating func read<Value>(_ member: Members.Member, _ field: Field<Value>) -> Value?? {
        if member.value.isNull { return .some(nil) }
        reader.problems = []
        let value = reader.read(member.value, as: field.form.shape, path: member.key).flatMap(field.form.value)
        for problem in reader.problems { report(problem.message, at: problem.path) }
        return value.map { .some($0) }
    }

    mutating func report(_ message: String, at key: String) { problems.append("`\(path)\(key)`: \(message)") }

    mutating func complain(_ key: String, in known: [String]) {
        problems.append("unknown key `\(path)\(shortened(key))`\(Suggestion.hint(for: key, in: known))")
    }
}
