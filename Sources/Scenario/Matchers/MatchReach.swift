import Core
import Documents

/// At which steps each key of `match` has something to look at (language.md §2.6).
enum MatchReach {
    /// There is no job, or not yet.
    static let withoutJob: StepSet = StepSet([.connect, .create, .dryRun, .stream, .catalog, .account, .upload])

    private static let made = StepSet([.create, .dryRun, .stream])
    private static let ofJobs = StepSet([.poll, .download, .cancel, .webhook])
    private static let requests = StepSet.all.subtracting([.connect])

    /// By the key's name; families by their prefix.
    static let table: [String: StepSet] = [
        MatchKey.provider.name: .all, MatchKey.anyOf.name: .all,
        MatchKey.path.name: requests, MatchKey.method.name: requests, MatchKey.attempt.name: .all,
        MatchKey.account.name: requests,
        MatchKey.model.name: made.union(ofJobs).union(StepSet([.catalog])),
        MatchKey.modality.name: made.union(ofJobs).union(StepSet([.catalog])),
        MatchKey.prompt.name: made.union(ofJobs),
        MatchKey.jobID.name: ofJobs, MatchKey.jobStatus.name: ofJobs, MatchKey.jobAge.name: ofJobs,
        MatchKey.jobPolls.name: ofJobs,
        MatchFamily.header.family.prefix: requests.subtracting(.webhook), MatchFamily.query.family.prefix: requests,
        MatchFamily.body.family.prefix: made.union(.webhook).union(StepSet(.upload)),
    ]

    /// The steps at which a match can hold.
    ///
    /// - Parameter methods: those of each step of the provider.
    static func steps(of match: Reading, methods: [Step: Set<String>]) -> StepSet {
        match.entries.reduce(into: .all) { $0.formIntersection(steps(of: $1, methods)) }
    }

    private static func steps(of entry: Reading.Entry, _ methods: [Step: Set<String>]) -> StepSet {
        if entry.key == MatchKey.anyOf.name {
            return entry.value.items.reduce(into: []) { $0.formUnion(Self.steps(of: $1, methods: methods)) }
        }
        // What is not there is what such a matcher may be after.
        if entry.value.node.object?.contains(where: { ["not", "exists"].contains($0.key) }) == true { return .all }
        let steps = table[entry.key] ?? family(of: entry.key).flatMap { table[$0.family.prefix] } ?? .all
        guard entry.key == MatchKey.method.name else { return steps }
        let wanted = Set(entry.value.text.map { [$0] } ?? entry.value.texts)
        return steps.intersection(StepSet(methods.filter { !$0.value.isDisjoint(with: wanted) }.map(\.key)))
    }

    private static func family(of key: String) -> MatchFamily? {
        MatchFamily.inOrder.first { key.hasPrefix($0.family.prefix) }
    }

    /// The first key that keeps a match from holding at any of those steps, in words.
    static func obstacle(
        in match: Reading, at steps: StepSet, _ vocabulary: Vocabulary, _ providers: [Provider]
    ) -> String {
        let names = Suggestion.list(steps.steps.map(\.rawValue))
        for entry in match.entries {
            let possible = providers.reduce(into: StepSet()) {
                $0.formUnion(Self.steps(of: entry, vocabulary.providers[$1]?.steps ?? Vocabulary.everyStep))
            }
            guard steps.isDisjoint(with: possible) else { continue }
            if entry.key == MatchKey.method.name {
                let methods = providers.flatMap { provider in
                    steps.steps.flatMap { vocabulary.providers[provider]?.steps[$0] ?? [] }
                }
                return "the method at \(names) is \(Suggestion.list(Set(methods).sorted()))"
            }
            return "`\(entry.key)` has nothing to look at at \(names)"
        }
        return "no request at \(names) can match"
    }
}
