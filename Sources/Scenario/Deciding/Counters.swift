import Core
import Digests
import Documents
import HTTPMessages
import Time

/// How often each rule has matched. Belongs to a sandbox; a new load begins with new ones.
public struct Counters: Sendable {
    /// How many subjects of `per: account`, `job` and `request` are remembered, all rules together [chosen].
    public static let mostSubjects = 100_000

    private var perScenario: [Int] = []
    private var perSubject: BoundedCounts

    public init() {
        self.init(remembering: Self.mostSubjects)
    }

    init(remembering subjects: Int) {
        perSubject = BoundedCounts(capacity: subjects)
    }

    /// How many subjects are remembered.
    public var subjects: Int { perSubject.size }

    /// How often a subject was forgotten to make room: its counting began anew when it came back.
    public var evictions: Int { perSubject.evictions }

    /// Counts the request for each rule that matches it, once whichever aspects the rule decides, and lets for each
    /// aspect the first rule decide that acts on it.
    ///
    /// - Parameters:
    ///   - candidates: from `Program`, of the scenario that these counters belong to.
    ///   - elapsed: scenario time since the scenario was loaded.
    public mutating func decide(
        _ candidates: [MatchedRule], subject: Subject, seed: Int64, at elapsed: Duration
    ) -> Decision {
        var decision = Decision()
        var open = AspectSet.all
        for candidate in candidates where acts(candidate.rule, subject, seed, elapsed) {
            let aspects = candidate.aspects.intersection(open)
            guard !aspects.isEmpty else { continue }
            candidate.rule.decide(aspects, &decision, seed: seed, subject: subject.drawKey)
            open.subtract(aspects)
        }
        return decision
    }

    private mutating func acts(_ rule: CompiledRule, _ subject: Subject, _ seed: Int64, _ elapsed: Duration) -> Bool {
        let when = rule.rule.when
        if let between = when.between, !between.contains(elapsed) { return false }
        if when.counts, !when.acts(onMatch: count(rule, subject)) { return false }
        guard let percentage = when.percentage else { return true }
        let draw = Draw(seed: seed, rule: rule.rule.name, aspect: "when", name: "percentage", subject: subject.drawKey)
        return draw.unit * 100 < percentage
    }

    /// Why a rule that matches does not act, in words; nil when it does. Counts the match.
    mutating func refusal(_ rule: CompiledRule, _ subject: Subject, _ seed: Int64, _ elapsed: Duration) -> String? {
        let when = rule.rule.when
        if let between = when.between, !between.contains(elapsed) { return "`between` leaves this time out" }
        if when.counts {
            let number = count(rule, subject)
            if !when.acts(onMatch: number) { return "`when` passes over match \(number)" }
        }
        guard let percentage = when.percentage else { return nil }
        let draw = Draw(seed: seed, rule: rule.rule.name, aspect: "when", name: "percentage", subject: subject.drawKey)
        let drawn = (draw.unit * 10_000).rounded(.down) / 100
        return drawn < percentage ? nil : "`percentage` draws \(drawn), which is not below \(percentage)"
    }

    /// The number of this match among those of its subject, from 1.
    private mutating func count(_ rule: CompiledRule, _ subject: Subject) -> Int {
        switch rule.rule.when.per {
        case .scenario: countInAll(rule.ordinal)
        case .account: perSubject.count(.init(rule: rule.ordinal, subject: Array((subject.account ?? "").utf8)))
        // A create is the first thing that happens to its job.
        case .job: subject.job.map { perSubject.count(.init(rule: rule.ordinal, subject: Array($0.id.utf8))) } ?? 1
        case .request: perSubject.count(.init(rule: rule.ordinal, subject: subject.identity))
        }
    }

    private mutating func countInAll(_ ordinal: Int) -> Int {
        if ordinal >= perScenario.count {
            perScenario += repeatElement(0, count: ordinal + 1 - perScenario.count)
        }
        perScenario[ordinal] += 1
        return perScenario[ordinal]
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
