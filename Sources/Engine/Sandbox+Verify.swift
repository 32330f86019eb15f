import Basics
import Core
import DialectKit
import HTTPMessages
import Journal
import Scenario
import Time

extension Sandbox {
    /// The answer to a question about the requests that came, and what it was judged by.
    public struct Verified: Sendable {
        public var verdict: Verdict
        public var total: Int
        public var dropped: Int
    }

    /// Judges the requests of the journal. It is read as it is now: nothing waits meanwhile, and one entry after the other is put together.
    public func verify(_ verification: Verification) -> Verified {
        let (journal, loaded) = (requests, inForce.withLock { $0 })
        var judge = Judge(verification, dropped: journal.dropped)
        var witness = Witness(loaded, isWhole: journal.lines.startIndex == 1)
        for line in journal.lines {
            if let evidence = witness.evidence(of: line.whole) { judge.see(line.number, evidence) }
        }
        return Verified(verdict: judge.verdict, total: journal.total, dropped: journal.dropped)
    }

    /// What became of a request at the hands of each rule.
    public struct PastExplanation: Sendable {
        public var lines: [Explanation.Line]
        public var scenario: String
        /// Whether another scenario than the one in force decided about it.
        public var isReplaced: Bool
        public var elapsed: Duration
    }

    /// nil when the entry is not there, or is of no provider.
    public func explain(entry number: Int) -> PastExplanation? {
        let (journal, loaded) = (requests, inForce.withLock { $0 })
        guard let entry = journal[number] else { return nil }
        var witness = Witness(loaded, isWhole: journal.lines.startIndex == 1)
        // What a job is made of stands in its create.
        if let job = entry.job {
            for line in journal.lines.prefix(while: { $0.number < number }) where line.job == job {
                _ = witness.evidence(of: line.whole)
            }
        }
        guard let evidence = witness.evidence(of: entry) else { return nil }
        let parts =
            entry.fired.map { PastDecision.Part(rule: $0.rule, aspect: $0.aspect) }
            + entry.unseen.map {
                PastDecision.Part(rule: $0.firing.rule, aspect: $0.firing.aspect, hidden: $0.reason)
            }
        let elapsed = max(.zero, entry.at - entry.load)
        return PastExplanation(
            lines: loaded.scenario.explain(evidence, PastDecision(parts), at: elapsed),
            scenario: loaded.scenario.name, isReplaced: entry.load != loaded.loadedAt, elapsed: elapsed)
    }
}

/// Makes of entries what rules saw of them. Entries are shown to it oldest first, since a poll is of the model that its create asked for.
struct Witness {
    private struct Made {
        var model: String?
        var modality: Modality?
        var prompt: String?
    }

    private static let gone = "its create is not in the journal any more"
    private static let cut = "the journal keeps the beginning of its body alone"

    private let loaded: LoadedScenario
    private let isWhole: Bool
    private var made: [String: Made] = [:]

    /// - Parameter isWhole: whether no entry has gone yet: then there was no create that is not there.
    init(_ loaded: LoadedScenario, isWhole: Bool) {
        self.loaded = loaded
        self.isWhole = isWhole
    }

    /// nil for a request of no provider.
    mutating func evidence(of entry: JournalEntry) -> Evidence? {
        guard let provider = entry.provider.flatMap({ Provider(rawValue: $0) }) else { return nil }
        let parsed = loaded.dialect(of: provider)?.parse(entry.request, settings: loaded.settings(provider))
        let step = entry.step.flatMap { Step(rawValue: $0) }
        var unknown: [String: String] = [:]
        let attempt = Int(entry.evidence.attempt)
        if attempt == 0 { unknown[MatchName.attempt] = "it was not counted among requests like it" }
        var facts = Made(
            model: entry.model ?? parsed?.model, modality: parsed?.modality, prompt: parsed?.prompt)
        if entry.isBodyCut {
            for name in [MatchName.body, MatchName.prompt, MatchName.modality] { unknown[name] = Self.cut }
            if facts.model == nil { unknown[MatchName.model] = Self.cut }
        }
        if facts.model != nil {
            if let job = entry.job { made[job] = made[job] ?? facts }
        } else if let job = entry.job {
            if let create = made[job] {
                facts = create
            } else if !isWhole {
                for name in [MatchName.model, MatchName.prompt, MatchName.modality] { unknown[name] = Self.gone }
            }
        }
        let steps = Self.steps(step, parsed)
        let sight = entry.evidence.sight
        let job = entry.job.map {
            Subject.JobFacts(
                id: $0, status: sight.flatMap { Job.State(rawValue: $0.state) }, age: sight?.age, polls: sight?.polls)
        }
        let subject = Subject(
            step: steps.contains(StepSet(Step.stream)) ? .stream : step ?? .create, provider: provider,
            request: entry.request, account: entry.account, model: facts.model,
            modality: facts.modality,
            prompt: facts.prompt, body: parsed?.body, job: job, attempt: attempt, drawKey: [])
        return Evidence(subject, steps: steps, unknown: unknown, mark: SecretCover.mark)
    }

    private static func steps(_ step: Step?, _ parsed: ParsedRequest?) -> StepSet {
        guard let step else { return [] }
        guard step == .create, case .create(let creation) = parsed?.operation, creation.answer == .streamed else {
            return StepSet(step)
        }
        return [StepSet(Step.create), StepSet(Step.stream)]
    }
}
