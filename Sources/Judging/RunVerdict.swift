/// What was found of a client: one finding for each line of the scenario's `expect`.
public struct RunVerdict: Sendable, Equatable {
    public enum Outcome: String, Sendable, CaseIterable {
        case pass, fail, inconclusive
    }

    public struct Finding: Sendable, Equatable {
        /// `no_duplicate_creates`, …
        public var check: String
        /// With its options, as people write it: `poll_interval { at_least: 2s }`.
        public var written: String
        /// The scenario it came from by `use`; nil: the file's own.
        public var origin: String?
        public var outcome: Outcome
        /// For a person: what was found. One for each thing that was found, at most `mostSentences`, the first the plainest.
        public var sentences: [String]
        /// The same without real durations, which differ from run to run: `…` stands for them.
        public var stableSentences: [String]
        /// What would have been right; nil where it passed.
        public var advice: String?
        /// The numbers of the entries that prove it, at most `mostProofs`, oldest first.
        public var entries: [Int]
        /// The ids of the webhooks that prove it.
        public var webhooks: [String]
        /// The ids of the jobs that it is about.
        public var jobs: [String]

        public init(
            check: String, written: String, origin: String? = nil, outcome: Outcome, sentences: [String],
            stableSentences: [String]? = nil, advice: String? = nil, entries: [Int] = [], webhooks: [String] = [],
            jobs: [String] = []
        ) {
            self.check = check
            self.written = written
            self.origin = origin
            self.outcome = outcome
            self.sentences = sentences
            self.stableSentences = stableSentences ?? sentences
            self.advice = advice
            self.entries = entries
            self.webhooks = webhooks
            self.jobs = jobs
        }
    }

    /// How many sentences a finding has at most [chosen]; the last one then says how many more there are.
    public static let mostSentences = 5
    /// How many entries, webhooks and jobs a finding names at most [chosen].
    public static let mostProofs = 20

    /// In the order of the file.
    public var findings: [Finding]

    public init(findings: [Finding]) {
        self.findings = findings
    }

    /// It fails where anything fails, else is inconclusive where anything is. Nothing that was expected passes.
    public var outcome: Outcome {
        if findings.contains(where: { $0.outcome == .fail }) { return .fail }
        return findings.contains { $0.outcome == .inconclusive } ? .inconclusive : .pass
    }
}
