import Core
import Digests
import Documents
import HTTPMessages
import Time

/// How often each rule has matched, and how often it has acted. Belongs to a sandbox; a new load begins with new ones.
public struct Counters: Sendable {
    /// How many subjects of `per: account`, `job` and `request` are remembered, all rules together [chosen].
    public static let mostSubjects = 100_000

    /// Of each rule, how often it matched at all, whatever its `when` says.
    private var matches: [Int] = []
    private var matchesPerScenario: [Int] = []
    private var actsPerScenario: [Int] = []
    private var perSubject: BoundedCounts

    public init() {
        self.init(remembering: Self.mostSubjects)
    }

    init(remembering subjects: Int) {
        perSubject = BoundedCounts(capacity: subjects)
    }

    /// How often the rule of that place in the scenario has matched, and has acted where its acts are counted for all.
    public func counts(ofRule place: Int) -> (matches: Int, acts: Int) {
        (place < matches.count ? matches[place] : 0, place < actsPerScenario.count ? actsPerScenario[place] : 0)
    }

    /// How many subjects are remembered.
    public var subjects: Int { perSubject.size }

    /// How often a subject was forgotten to make room: its counting began anew when it came back.
    public var evictions: Int { perSubject.evictions }

    /// Counts the request for each rule that matches it, once whichever aspects the rule decides, and lets for each
    /// aspect the first rule decide that acts on it (language.md §2.3).
    ///
    /// - Parameters:
    ///   - candidates: from `Program`, of the scenario that these counters belong to.
    ///   - elapsed: scenario time since the scenario was loaded.
    public mutating func decide(
        _ candidates: [MatchedRule], subject: Subject, seed: Int64, at elapsed: Duration
    ) -> Decision {
        var decision = Decision()
        var open = AspectSet.all
        for candidate in candidates {
            let rule = candidate.rule
            Self.count(rule.ordinal, in: &matches)
            guard silence(of: rule, subject, seed, elapsed) == nil else { continue }
            let item = acts(of: rule, subject)
            let aspects = rule.aspects(of: item, at: subject.step, provider: subject.provider)
                .intersection(candidate.aspects).intersection(open)
            // An item of a sequence is taken also where it lets the request pass.
            guard !aspects.isEmpty || rule.isPass(item) else { continue }
            let first = decision.fired.count
            rule.decide(item, aspects, &decision, seed: seed, subject: subject.drawKey)
            if rule.limitsActs, let act = countAct(of: rule, subject, firing: first..<decision.fired.count) {
                decision.acts.append(act)
            }
            open.subtract(aspects)
        }
        return decision
    }

    /// Gives back the acts of which nothing came about: all that the rule decided was masked.
    public mutating func giveBack(_ decision: Decision, _ showings: [Showing]) {
        for act in decision.acts where !act.fired.isEmpty {
            let isMasked = showings[act.fired].allSatisfy { showing in
                if case .masked = showing { true } else { false }
            }
            guard isMasked else { continue }
            if let subject = act.subject {
                perSubject.takeBack(.init(rule: Self.acting(act.rule), subject: subject))
            } else if act.rule < actsPerScenario.count {
                actsPerScenario[act.rule] -= 1
            }
        }
    }

    /// Why a rule that matches does not act, in words; nil when it does. Counts the match.
    mutating func silence(
        of rule: CompiledRule, _ subject: Subject, _ seed: Int64, _ elapsed: Duration
    ) -> Silence? {
        let when = rule.rule.when
        if let between = when.between, !between.contains(elapsed) { return .between }
        if when.countsMatches {
            let number = countMatch(of: rule, subject)
            if !when.acts(onMatch: number) { return .match(number) }
        }
        if let percentage = when.percentage {
            let draw = Draw(
                seed: seed, rule: rule.rule.name, aspect: "when", name: "percentage", subject: subject.drawKey)
            let drawn = draw.unit * 100
            if drawn >= percentage { return .drawn(drawn, percentage) }
        }
        guard let most = rule.mostActs, acts(of: rule, subject) >= most else { return nil }
        return .usedUp(most)
    }

    /// Why a rule that matches does not act.
    enum Silence {
        case between
        /// That match is passed over.
        case match(Int)
        case drawn(Double, Double)
        /// It has acted so often, and may no more.
        case usedUp(Int)

        var words: String {
            switch self {
            case .between: return "`between` leaves this time out"
            case .match(let number): return "`when` passes over match \(number)"
            case .drawn(let drawn, let percentage):
                let shown = (drawn * 100).rounded(.down) / 100
                return "`percentage` draws \(shown), which is not below \(percentage)"
            case .usedUp(let most): return "it has acted \(most == 1 ? "once" : "\(most) times"), and is silent now"
            }
        }
    }

    /// How often the rule has acted for its subject.
    func acts(of rule: CompiledRule, _ subject: Subject) -> Int {
        guard rule.limitsActs else { return 0 }
        guard rule.rule.when.per != .scenario else {
            return rule.ordinal < actsPerScenario.count ? actsPerScenario[rule.ordinal] : 0
        }
        return key(of: rule, subject).map { perSubject[.init(rule: Self.acting(rule.ordinal), subject: $0)] } ?? 0
    }

    /// nil where there is nothing to count by.
    private mutating func countAct(of rule: CompiledRule, _ subject: Subject, firing: Range<Int>) -> Decision.Act? {
        if rule.rule.when.per == .scenario {
            Self.count(rule.ordinal, in: &actsPerScenario)
            return Decision.Act(rule: rule.ordinal, subject: nil, fired: firing)
        }
        guard let key = key(of: rule, subject) else { return nil }
        _ = perSubject.count(.init(rule: Self.acting(rule.ordinal), subject: key))
        return Decision.Act(rule: rule.ordinal, subject: key, fired: firing)
    }

    /// The number of this match among those of its subject, from 1.
    private mutating func countMatch(of rule: CompiledRule, _ subject: Subject) -> Int {
        if rule.rule.when.per == .scenario { return Self.count(rule.ordinal, in: &matchesPerScenario) }
        guard let key = key(of: rule, subject) else { return 1 }
        return perSubject.count(.init(rule: Self.matching(rule.ordinal), subject: key))
    }

    /// Whose matches and acts are counted together; nil: of all, or of a create with `per: job`, which is the first thing that
    /// happens to its job.
    private func key(of rule: CompiledRule, _ subject: Subject) -> [UInt8]? {
        switch rule.rule.when.per {
        case .scenario: nil
        case .account: Array((subject.account ?? "").utf8)
        case .job: subject.job.map { Array($0.id.utf8) }
        case .request: subject.identity
        }
    }

    // Matches and acts of one rule are two counts.
    private static func matching(_ ordinal: Int) -> Int { 2 * ordinal }
    private static func acting(_ ordinal: Int) -> Int { 2 * ordinal + 1 }

    @discardableResult
    private static func count(_ ordinal: Int, in counts: inout [Int]) -> Int {
        if ordinal >= counts.count { counts += repeatElement(0, count: ordinal + 1 - counts.count) }
        counts[ordinal] += 1
        return counts[ordinal]
    }
}

extension Subject {
    /// What makes a request the same again: account, method, path, query and body (language.md §6), as a hash.
    fileprivate var identity: [UInt8] {
        let key = [account ?? "", request.method, request.path, request.query].reduce(0 as UInt64) { key, part in
            XXH3.hash64(part.utf8Span.span, seed: key)
        }
        let bytes = body?.canonicalJSON() ?? request.bytes
        return XXH3.hash128(bytes.span, seed: key).bytes
    }
}
