import Basics
import Core
import Journal
import Scenario

extension Sandbox {
    /// How full the sandbox's tables are, and what was forgotten to stay within their bounds (architecture.md §9.5).
    public struct Census: Sendable, Equatable {
        public struct Table: Sendable, Equatable {
            public var name: String
            public var kept: Int
            public var most: Int
            /// Let go since the sandbox was made or reset, or for counters since the scenario was loaded.
            public var forgotten: Int
        }

        /// In a fixed order.
        public var tables: [Table]
        /// What the jobs occupy, roughly, and may at most.
        public var jobBytes: Int
        public var mostJobBytes: Int
        /// Bytes of uploads that are held, and how many uploads lost theirs.
        public var uploadedBytes: Int
        public var uploadsEvicted: Int
    }

    public var census: Census {
        let jobs = store.census
        let (uploaded, requests) = (uploads.withLock { $0.census }, journal.withLock { $0.census })
        let attempts = attempts.census
        let tables = state.withLock { $0.census(attempts: attempts) }
        return Census(
            tables: [
                Census.Table(name: "jobs", kept: jobs.kept, most: jobs.most, forgotten: jobs.dropped),
                requests,
            ] + tables + [uploaded.table, waits], jobBytes: jobs.bytes, mostJobBytes: jobs.mostBytes,
            uploadedBytes: uploaded.bytes, uploadsEvicted: uploaded.evicted)
    }
}

extension Sandbox {
    /// All kinds of waits together.
    fileprivate var waits: Census.Table {
        let lists = [(heldWaits.count, heldWaits.capacity), (webhooks.waits.count, webhooks.waits.capacity)]
        let all = lists + [(moves.count, moves.capacity)]
        return Census.Table(
            name: "waits", kept: all.reduce(0) { $0 + $1.0 }, most: all.reduce(0) { $0 + $1.1 }, forgotten: 0)
    }
}

extension SandboxState {
    fileprivate func census(attempts: (kept: Int, forgotten: Int)) -> [Sandbox.Census.Table] {
        [
            ledger.accountsCensus,
            .init(
                name: "attempts", kept: attempts.kept, most: AttemptCounts.mostAttempts, forgotten: attempts.forgotten),
            ledger.limitersCensus,
            .init(
                name: "counters", kept: rules.counters.subjects, most: Counters.mostSubjects,
                forgotten: rules.counters.evictions),
            ledger.repeatsCensus, polled.census,
        ]
    }
}

extension UploadStore {
    fileprivate var census: (table: Sandbox.Census.Table, bytes: Int, evicted: Int) {
        (.init(name: "uploads", kept: count, most: UploadStore.mostFiles, forgotten: forgotten), bytes, evicted)
    }
}

extension Journal {
    fileprivate var census: Sandbox.Census.Table {
        .init(name: "requests", kept: count, most: capacity, forgotten: dropped)
    }
}
