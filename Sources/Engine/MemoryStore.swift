import Basics
import Core

/// Keeps jobs in memory, in shards with a lock each. Bounded: when a shard is full its oldest jobs go, and are counted.
public final class MemoryStore: Store {
    /// Jobs a sandbox keeps, at most [chosen].
    public static let standardCapacity = 1_000_000
    /// Jobs of an account that a list looks at, at most: the newest [chosen]. Each has to be looked at, since its state follows
    /// from the time, and that happens where requests are answered.
    public static let mostListed = 10_000
    private static let shardCount = 16

    private final class Locked: Sendable {
        let shard = Lock(MemoryShard(), rank: .shard)
    }

    private let shards: [Locked]
    private let shardCapacity: Int

    public init(capacity: Int = MemoryStore.standardCapacity) {
        shardCapacity = max(1, capacity / MemoryStore.shardCount)
        shards = (0..<MemoryStore.shardCount).map { _ in Locked() }
    }

    public func load(_ key: JobKey) -> Stored<Job?> {
        .now(locked(key).shard.withLock { $0[key] })
    }

    public func insert(_ job: Job) -> Stored<Bool> {
        let capacity = shardCapacity
        return .now(locked(job.key).shard.withLock { $0.insert(job, capacity: capacity) })
    }

    public func replace(_ job: Job) -> Stored<Bool> {
        .now(locked(job.key).shard.withLock { $0.replace(job) })
    }

    /// Goes from the newest to older ones through all shards at once, and holds few jobs of each at a time.
    public func list(
        account: String, provider: Provider, offset: Int, most: Int, where passes: @escaping @Sendable (Job) -> Bool
    ) -> Stored<JobPage> {
        let owner = JobOwner(account: account, provider: provider)
        var runs = shards.map { locked in
            JobRun { place in locked.shard.withLock { $0.jobs(of: owner, after: place, most: JobRun.piece) } }
        }
        var page: [Job] = []
        var total = 0
        for _ in 0..<Self.mostListed {
            guard let job = runs.takeNewest() else { break }
            guard passes(job) else { continue }
            if total >= offset, page.count < most { page.append(job) }
            total += 1
        }
        return .now(JobPage(jobs: page, total: total))
    }

    public func removeAll() {
        for locked in shards { locked.shard.withLock { $0 = MemoryShard() } }
    }

    public var census: (kept: Int, most: Int, dropped: Int) {
        let (kept, dropped) = shards.reduce((0, 0)) { sum, locked in
            locked.shard.withLock { (sum.0 + $0.count, sum.1 + $0.dropped) }
        }
        return (kept, shardCapacity * MemoryStore.shardCount, dropped)
    }

    private func locked(_ key: JobKey) -> Locked {
        // The upper half, since the dictionary of a shard goes by the rest.
        shards[Int(key.mark >> 32) % MemoryStore.shardCount]
    }
}

/// The jobs of an account in one shard, newest first, fetched by pieces.
private struct JobRun {
    static let piece = 64

    private let fetch: (MemoryShard.Place?) -> (jobs: [Job], last: MemoryShard.Place?)
    private var jobs: ArraySlice<Job>
    /// Where to go on; nil: there are no more.
    private var place: MemoryShard.Place?

    init(_ fetch: @escaping (MemoryShard.Place?) -> (jobs: [Job], last: MemoryShard.Place?)) {
        self.fetch = fetch
        let first = fetch(nil)
        (jobs, place) = (first.jobs[...], first.last)
    }

    /// nil when there are no more.
    var newest: Job? { jobs.first }

    mutating func removeNewest() -> Job? {
        let job = jobs.popFirst()
        if jobs.isEmpty, let place {
            let next = fetch(place)
            (jobs, self.place) = (next.jobs[...], next.last)
        }
        return job
    }
}

extension [JobRun] {
    fileprivate mutating func takeNewest() -> Job? {
        var best: (index: Int, number: Int)?
        for index in indices {
            guard let number = self[index].newest?.number, number > best?.number ?? .min else { continue }
            best = (index, number)
        }
        return best.flatMap { self[$0.index].removeNewest() }
    }
}
