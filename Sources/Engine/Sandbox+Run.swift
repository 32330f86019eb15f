import Basics
import Core
import DialectKit
import HTTPMessages
import Journal
import Scenario
import Time

extension Sandbox {
    /// What came under the scenario in force, to be judged: all of it as it was at one moment.
    public struct Run: Sendable {
        /// One request, with what it asked for.
        public struct Line: Sendable {
            public var entry: JournalEntry
            /// nil for a request of no provider.
            public var evidence: Evidence?
            public var asked: Asked
        }

        /// What a judgement wants to know of a request beside its entry.
        public struct Asked: Sendable {
            /// For the list of the account's jobs.
            public var isList = false
            /// With the client's own key for repetitions.
            public var hasRepeatKey = false
            /// Which of its job's files; nil: none.
            public var file: Int?
            /// When the link that it used ends; nil: it does not say.
            public var linkEnds: Timestamp?
            /// The provider wants no key for it.
            public var wantsNoKey = false
        }

        public var lines: [Line]
        public var dropped: Int
        public var scenario: Scenario
        /// When the scenario was loaded.
        public var loaded: Moment
        /// The number of the first job since.
        public var firstJob: Int
        public var now: Moment
        /// Scenario time passes only when somebody moves it.
        public var isManual: Bool
        /// The real age of the sandbox, and the wall clock of that moment.
        public var age: Duration
        public var wallClock: Timestamp
    }

    /// How many requests the journal keeps.
    public var requestCount: Int { journal.withLock { $0.count } }

    /// The requests that came since the scenario in force was loaded.
    public var run: Run {
        let (journal, loaded, now) = (requests, inForce.withLock { $0 }, now)
        var witness = Witness(loaded, isWhole: journal.lines.startIndex == 1)
        var lines: [Run.Line] = []
        for line in journal.lines {
            let entry = line.whole
            // Creates of before tell what their jobs are made of.
            let evidence = witness.evidence(of: entry)
            guard entry.load == loaded.loadedAt, entry.number >= loaded.firstRequest else { continue }
            lines.append(Run.Line(entry: entry, evidence: evidence, asked: Self.asked(entry, loaded)))
        }
        return Run(
            lines: lines, dropped: journal.dropped, scenario: loaded.scenario, loaded: loaded.loadedAt,
            firstJob: loaded.firstJob, now: now,
            isManual: clock.mode == .manual, age: .nanoseconds(real.now() - made), wallClock: real.wallClock())
    }

    private static func asked(_ entry: JournalEntry, _ loaded: LoadedScenario) -> Run.Asked {
        guard let provider = entry.provider.flatMap({ Provider(rawValue: $0) }),
            let dialect = loaded.dialect(of: provider)
        else { return Run.Asked() }
        let parsed = dialect.parse(entry.request, settings: loaded.settings(provider))
        var asked = Run.Asked()
        asked.hasRepeatKey = parsed.repeatKey != nil
        asked.wantsNoKey = parsed.credential == .notNeeded
        switch parsed.operation {
        case .list: asked.isList = true
        case .download(let download):
            asked.file = download.index
            asked.linkEnds = download.claim.map { Timestamp(unixSeconds: $0.expires) }
        case .rejected, .create, .dryRun, .poll, .cancel, .catalog, .balance, .account, .costs, .upload, .uploaded:
            break
        }
        return asked
    }

    /// What a client of that provider can do to find out what became of a create: a list of jobs, a balance, a key for repetitions.
    public func recourse(at provider: Provider) -> (listsJobs: Bool, tellsBalance: Bool, takesRepeatKey: Bool) {
        let loaded = inForce.withLock { $0 }
        guard let dialect = loaded.dialect(of: provider) else { return (false, false, false) }
        return (
            dialect.listsJobs, dialect.steps[.account] != nil,
            dialect.takesRepeatKey(loaded.settings(provider))
        )
    }
}
