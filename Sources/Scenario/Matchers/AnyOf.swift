import Matching

extension MatchKey {
    static let anyOf = MatchKey(
        "any_of", .list(.definition(.match), count: 1...100), "at least one of these holds", describe: nil,
        add: { entry, match in
            let alternatives = entry.value.items.map { Match($0) }
            match.conditions.append(
                Condition(entry, found: nil, alternatives: alternatives) { subject in
                    var result = MatchOutcome.noMatch
                    for alternative in alternatives {
                        switch alternative.outcome(for: subject) {
                        case .match: return .match
                        case .noMatch: break
                        case .limitReached: result = .limitReached
                        }
                    }
                    return result
                } mismatch: { _ in
                    "nothing of `\(entry.key)` holds"
                })
        })
}
