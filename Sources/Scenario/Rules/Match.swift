import Core
import Matching

/// `match`: the requests that a rule is for. Everything given must hold; nil is anything.
public struct Match: Sendable {
    var providers = ProviderSet.all
    var models: [Glob]?
    var accounts: [Glob]?
    var paths: [Glob]?
    var jobs: [Glob]?
    var modalities: [Modality]?
    var methods: [String]?
    var conditions: [Condition] = []
    /// `any_of`: one of these must hold, unless there is none.
    var alternatives: [Match] = []

    /// A matcher and what it looks at.
    struct Condition: Sendable {
        enum Sight: Sendable {
            case prompt
            case header(String)
            case query(String)
            case body(BodyPath)
            case jobStatus
            /// In seconds.
            case jobAge
            case jobPolls
            case attempt
        }

        var sight: Sight
        var matcher: Matcher
    }

    /// Whether it can only be judged with the number of times the request was seen.
    var needsAttempt: Bool {
        conditions.contains { if case .attempt = $0.sight { true } else { false } }
            || alternatives.contains { $0.needsAttempt }
    }
}
