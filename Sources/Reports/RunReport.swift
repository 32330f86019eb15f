public import Judging
public import Time

/// What every form of a report is written from: a drill, or a server that was judged at its end.
public struct RunReport: Sendable {
    public enum Kind: String, Sendable {
        case drill, serve
    }

    /// One run of the command, or the whole life of a server.
    public struct Run: Sendable {
        public enum Kind: String, Sendable {
            /// Without the scenario's rules, phases, balances and limits.
            case healthy
            case drill
        }

        public var kind: Kind
        public var seed: Int64
        /// The how-manieth with that seed, from 1.
        public var repetition: Int
        public var record: RunRecord
        /// nil: nothing is expected of it, as on the healthy day.
        public var verdict: RunVerdict?

        public init(kind: Kind, seed: Int64, repetition: Int = 1, record: RunRecord, verdict: RunVerdict?) {
            self.kind = kind
            self.seed = seed
            self.repetition = repetition
            self.record = record
            self.verdict = verdict
        }
    }

    public var kind: Kind
    /// Of the program.
    public var version: String
    public var scenario: String
    /// What was done to the client, in the scenario's own words; empty where it has none.
    public var summary: String
    /// As it was typed; empty for `serve`.
    public var command: [String]
    /// In the order in which they ran, the healthy one first where there was one.
    public var runs: [Run]
    /// What repeats the first run that failed, or the first one; nil for `serve`.
    public var repeatLine: String?
    /// What the program ends with, and why in a sentence.
    public var exitCode: Int
    public var exitReason: String
    /// When the first run began; nil: not known.
    public var began: Timestamp?

    public init(
        kind: Kind, version: String, scenario: String, summary: String, command: [String], runs: [Run],
        repeatLine: String?, exitCode: Int, exitReason: String, began: Timestamp? = nil
    ) {
        self.kind = kind
        self.version = version
        self.scenario = scenario
        self.summary = summary
        self.command = command
        self.runs = runs
        self.repeatLine = repeatLine
        self.exitCode = exitCode
        self.exitReason = exitReason
        self.began = began
    }
}

extension RunReport {
    public var healthy: Run? { runs.first { $0.kind == .healthy } }
    public var drills: [Run] { runs.filter { $0.kind == .drill } }

    /// Of all drills together.
    public var outcome: RunVerdict.Outcome {
        let outcomes = drills.compactMap { $0.verdict?.outcome }
        if outcomes.contains(.fail) { return .fail }
        return outcomes.contains(.inconclusive) ? .inconclusive : .pass
    }
}
