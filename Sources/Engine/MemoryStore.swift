import Basics
import Core
import Synchronization
import Time

/// Keeps jobs in memory, in shards with a lock each. Bounded: when a shard is full its oldest jobs go, those first that have ended,
/// and are counted.
public final class MemoryStore: Store {
    /// A job goes when so many newer ones have come [chosen].
    public static let standardCapacity = 1_000_000
    /// Bytes that the jobs of a sandbox take, at most [chosen].
    public static let standardBytes = 64 << 20
    /// Jobs of an account that a list looks at, at most: the newest [chosen]. Each has to be looked at, since its state follows
    /// from the time, and that happens where requests are answered.
    public static let mostListed = 10_000
    private static let shardCount = 16

    private final class Locked: Sendable {
        let shard = Lock(MemoryShard(), rank: .shard)
    }

    private let shards: [Locked]
    private let bounds: MemoryShard.Bounds
    private let isFull: @Sendable () -> Void
    private let hasTold = Atomic<Bool>(false)
    /// What the jobs of all sandboxes take.
    private let shared: SharedBytes?

    /// - Parameters:
    ///   - capacity: a job goes when so many newer ones have come.
    ///   - bytes: what the jobs may occupy, roughly.
    ///   - shared: is told what the jobs take; nil: nobody shares a bound.
    ///   - isFull: is told when the first job has to go, and again after everything was forgotten. It is called under locks.
    public init(
        capacity: Int = MemoryStore.standardCapacity, bytes: Int = MemoryStore.standardBytes,
        shared: SharedBytes? = nil, isFull: @escaping @Sendable () -> Void = {}
    ) {
        self.isFull = isFull
        self.shared = shared
        bounds = MemoryShard.Bounds(
            jobs: max(1, capacity / MemoryStore.shardCount), bytes: bytes / MemoryStore.shardCount)
        shards = (0..<MemoryStore.shardCount).map { _ in Locked() }
    }

    /// What came to it after its sandbox was closed is given back.
    deinit { shared?.change(by: -census.bytes) }

    public func load(_ key: JobKey) -> Stored<Job?> {
        .now(locked(key).shard.withLock { $0[key] })
    }

    public func insert(_ job: Job) -> Stored<Bool> {
        let (isNew, hasDropped, growth) = locked(job.key).shard.withLock { shard in
            let before = shard.bytes
            let isNew = shard.insert(job, within: bounds)
            return (isNew, shard.dropped > 0, shard.bytes - before)
        }
        shared?.change(by: growth)
        if hasDropped, !hasTold.exchange(true, ordering: .relaxed) { isFull() }
        return .now(isNew)
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
            JobRun { place in locked.shard.withLock { $0.jobs(of: owner, before: place, most: JobRun.piece) } }
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

    /// Goes through all shards at once, and holds few jobs of each at a time.
    public func list(
        _ order: JobOrder, after number: Int?, most: Int, where passes: @escaping @Sendable (Job) -> Bool
    ) -> Stored<JobPart> {
        var runs = shards.map { locked in
            LineRun(after: number ?? (order == .oldest ? .min : .max)) { last in
                locked.shard.withLock { shard in
                    switch order {
                    case .oldest: shard.jobs(after: last, most: JobRun.piece)
                    case .newest: shard.jobs(before: last, most: JobRun.piece)
                    }
                }
            }
        }
        var part = JobPart()
        for _ in 0..<Self.mostListed {
            guard let job = runs.takeNext(in: order) else { return .now(JobPart(jobs: part.jobs)) }
            part.next = job.number
            if passes(job) { part.jobs.append(job) }
            if part.jobs.count == most { break }
        }
        return .now(runs.contains { $0.next != nil } ? part : JobPart(jobs: part.jobs))
    }

    public func removeAll() {
        let freed = shards.reduce(0) { freed, locked in
            freed
                + locked.shard.withLock { shard in
                    defer { shard = MemoryShard() }
                    return shard.bytes
                }
        }
        shared?.change(by: -freed)
        hasTold.store(false, ordering: .relaxed)
    }

    /// Each shard gives its part.
    public func makeRoom(_ bytes: Int, at now: Moment) {
        let all = census.bytes
        guard all > 0 else { return }
        let freed = shards.reduce(0) { freed, locked in
            freed
                + locked.shard.withLock { shard in
                    let before = shard.bytes
                    shard.makeRoom(Int((Double(before) / Double(all) * Double(bytes)).rounded(.up)), at: now)
                    return before - shard.bytes
                }
        }
        shared?.change(by: -freed)
    }

    public var census: StoreCensus {
        var census = StoreCensus(
            most: bounds.jobs * MemoryStore.shardCount, mostBytes: bounds.bytes * MemoryStore.shardCount)
        for locked in shards {
            locked.shard.withLock {
                census.kept += $0.count
                census.bytes += $0.bytes
                census.dropped += $0.dropped
            }
        }
        return census
    }

    private func locked(_ key: JobKey) -> Locked {
        // The upper half, since the dictionary of a shard goes by the rest.
        shards[Int(key.mark >> 32) % MemoryStore.shardCount]
    }
}

/// The jobs of an account in one shard, newest first, fetched by pieces.
private struct JobRun {
    static let piece = 64

    private let fetch: (_ before: Int?) -> (jobs: [Job], last: Int?)
    private var jobs: ArraySlice<Job>
    /// Where to go on; nil: there are no more.
    private var place: Int?

    init(_ fetch: @escaping (_ before: Int?) -> (jobs: [Job], last: Int?)) {
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

/// The jobs of a shard behind a number, fetched by pieces.
private struct LineRun {
    private let fetch: (_ after: Int) -> [Job]
    private var jobs: ArraySlice<Job>

    init(after number: Int, _ fetch: @escaping (_ after: Int) -> [Job]) {
        self.fetch = fetch
        jobs = fetch(number)[...]
    }

    /// nil when there are no more.
    var next: Job? { jobs.first }

    mutating func removeNext() -> Job? {
        let job = jobs.popFirst()
        if jobs.isEmpty, let job { jobs = fetch(job.number)[...] }
        return job
    }
}

extension [LineRun] {
    fileprivate mutating func takeNext(in order: JobOrder) -> Job? {
        var best: (index: Int, number: Int)?
        for index in indices {
            guard let number = self[index].next?.number else { continue }
            guard let known = best?.number else {
                best = (index, number)
                continue
            }
            if order == .oldest ? number < known : number > known { best = (index, number) }
        }
        return best.flatMap { self[$0.index].removeNext() }
    }
}
