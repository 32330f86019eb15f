import Core
import Synchronization

/// Keeps jobs in memory, in shards with a lock each. Bounded: when a shard is full its oldest jobs go, and are counted.
public final class MemoryStore: Store {
    /// Jobs a sandbox keeps, at most [chosen].
    public static let standardCapacity = 1_000_000
    private static let shardCount = 16

    private struct Shard: Sendable {
        var jobs: [JobKey: Job] = [:]
        /// Keys in the order of arrival; those before `oldest` are gone.
        var order: [JobKey] = []
        var oldest = 0
        var dropped = 0

        mutating func insert(_ job: Job, capacity: Int) -> Bool {
            let key = JobKey(job.provider, job.id)
            // Looks the key up once, since hardly ever an id is taken.
            if let known = jobs.updateValue(job, forKey: key) {
                jobs[key] = known
                return false
            }
            while jobs.count > capacity { dropOldest() }
            order.append(key)
            return true
        }

        private mutating func dropOldest() {
            jobs[order[oldest]] = nil
            oldest += 1
            dropped += 1
            if oldest > 1024, oldest * 2 > order.count {
                order.removeFirst(oldest)
                oldest = 0
            }
        }
    }

    private final class Locked: Sendable {
        let shard = Mutex(Shard())
    }

    private let shards: [Locked]
    private let shardCapacity: Int

    public init(capacity: Int = MemoryStore.standardCapacity) {
        shardCapacity = max(1, capacity / MemoryStore.shardCount)
        shards = (0..<MemoryStore.shardCount).map { _ in Locked() }
    }

    public func load(_ key: JobKey, then: @escaping @Sendable (Job?) -> Void) {
        then(locked(key).shard.withLock { $0.jobs[key] })
    }

    public func insert(_ job: Job, then: @escaping @Sendable (Bool) -> Void) {
        let capacity = shardCapacity
        then(locked(JobKey(job.provider, job.id)).shard.withLock { $0.insert(job, capacity: capacity) })
    }

    public func replace(_ job: Job, then: @escaping @Sendable (Bool) -> Void) {
        let key = JobKey(job.provider, job.id)
        then(
            locked(key).shard.withLock { shard in
                guard let kept = shard.jobs[key], kept.version == job.version - 1 else { return false }
                shard.jobs[key] = job
                return true
            })
    }

    /// Finds the page by numbers alone first, so that no more jobs than that are ever held.
    public func list(
        account: String, provider: Provider, offset: Int, most: Int, where passes: @escaping @Sendable (Job) -> Bool,
        then: @escaping @Sendable (_ page: [Job], _ total: Int) -> Void
    ) {
        let isWanted = { @Sendable (job: Job) in job.provider == provider && job.account == account && passes(job) }
        let numbers = shards.flatMap { locked in
            locked.shard.withLock { shard in shard.jobs.values.compactMap { isWanted($0) ? $0.number : nil } }
        }.sorted(by: >)
        let shown = numbers.dropFirst(offset).prefix(most)
        guard let newest = shown.first, let oldest = shown.last else { return then([], numbers.count) }
        let page = shards.flatMap { locked in
            locked.shard.withLock { shard in
                shard.jobs.values.filter { (oldest...newest).contains($0.number) && isWanted($0) }
            }
        }
        then(page.sorted { ($0.number, $0.id) > ($1.number, $1.id) }, numbers.count)
    }

    public func removeAll() {
        for locked in shards { locked.shard.withLock { $0 = Shard() } }
    }

    public var census: (kept: Int, most: Int, dropped: Int) {
        let (kept, dropped) = shards.reduce((0, 0)) { sum, locked in
            locked.shard.withLock { (sum.0 + $0.jobs.count, sum.1 + $0.dropped) }
        }
        return (kept, shardCapacity * MemoryStore.shardCount, dropped)
    }

    private func locked(_ key: JobKey) -> Locked {
        let end = key.id.utf8Span.span.extracting(last: 4)
        var hash: UInt8 = 0
        for index in end.indices { hash = hash &* 31 &+ end[index] }
        return shards[Int(hash) % MemoryStore.shardCount]
    }
}
