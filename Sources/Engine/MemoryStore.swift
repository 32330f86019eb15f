import Core
import Synchronization

/// Keeps jobs in memory, in shards with a lock each. Bounded: when a shard is full its oldest jobs go, and are counted.
public final class MemoryStore: Store {
    /// Jobs a sandbox keeps, at most [chosen].
    public static let standardCapacity = 1_000_000
    private static let shardCount = 16

    private struct Shard: Sendable {
        /// A ring once it is full: then each new job takes the place of the oldest.
        private(set) var jobs: [Job] = []
        /// By the marks of their keys, which take a third of the room. An id of the same mark as another counts as taken.
        private var places: [UInt64: Int32] = [:]
        private var oldest = 0
        private(set) var dropped = 0

        subscript(key: JobKey) -> Job? {
            guard let place = places[key.mark], jobs[Int(place)].key == key else { return nil }
            return jobs[Int(place)]
        }

        mutating func insert(_ job: Job, capacity: Int) -> Bool {
            let key = job.key
            let isFull = jobs.count >= capacity
            let index = Int32(isFull ? oldest : jobs.count)
            // Looks the key up once, since hardly ever an id is taken.
            if let known = places.updateValue(index, forKey: key.mark) {
                places[key.mark] = known
                return false
            }
            guard isFull else {
                jobs.append(job)
                return true
            }
            places[jobs[oldest].key.mark] = nil
            jobs[oldest] = job
            oldest = (oldest + 1) % capacity
            dropped += 1
            return true
        }

        /// False when the kept job is not the one before.
        mutating func replace(_ job: Job) -> Bool {
            guard let place = places[job.key.mark].map({ Int($0) }), jobs[place].key == job.key,
                jobs[place].version == job.version - 1
            else { return false }
            jobs[place] = job
            return true
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

    /// Finds the page by numbers alone first, so that no more jobs than that are ever held.
    public func list(
        account: String, provider: Provider, offset: Int, most: Int, where passes: @escaping @Sendable (Job) -> Bool
    ) -> Stored<JobPage> {
        let isWanted = { @Sendable (job: Job) in job.provider == provider && job.account == account && passes(job) }
        let numbers = shards.flatMap { locked in
            locked.shard.withLock { shard in shard.jobs.compactMap { isWanted($0) ? $0.number : nil } }
        }.sorted(by: >)
        let shown = numbers.dropFirst(offset).prefix(most)
        guard let newest = shown.first, let oldest = shown.last else {
            return .now(JobPage(jobs: [], total: numbers.count))
        }
        let page = shards.flatMap { locked in
            locked.shard.withLock { shard in
                shard.jobs.filter { (oldest...newest).contains($0.number) && isWanted($0) }
            }
        }
        let jobs = page.sorted { ($0.number, $0.id) > ($1.number, $1.id) }
        return .now(JobPage(jobs: jobs, total: numbers.count))
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
        // The upper half, since the dictionary of a shard goes by the rest.
        shards[Int(key.mark >> 32) % MemoryStore.shardCount]
    }
}
