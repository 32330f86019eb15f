import Core
import Time

/// Creates that came with a key of the client's own, so that the same one again makes no second job.
struct IdempotencyTable: Sendable {
    /// How long a key is remembered (llm-stats.md §4.6 [chosen]).
    static let lifetime = Duration.seconds(24 * 3600)
    /// Keys of a sandbox that are remembered, at most [chosen].
    static let mostKeys = 10_000

    struct Key: Sendable, Hashable {
        var account: String
        var provider: Provider
        var key: String
    }

    enum Finding: Sendable, Equatable {
        case new
        /// The job that the key stands for.
        case job(String)
        /// The key came with another request before.
        case otherRequest
    }

    private struct Entry: Sendable {
        var fingerprint: Fingerprint?
        var job: String
        var since: Moment
    }

    private var entries = RecentTable<Key, Entry>(capacity: mostKeys)

    var count: Int { entries.count }
    var evicted: Int { entries.evicted }

    func find(_ key: Key, _ fingerprint: Fingerprint?, at now: Moment) -> Finding {
        guard let entry = entries.peek(key), now < entry.since + Self.lifetime else { return .new }
        return entry.fingerprint == fingerprint ? .job(entry.job) : .otherRequest
    }

    mutating func remember(_ key: Key, _ fingerprint: Fingerprint?, job: String, at now: Moment) {
        let entry = Entry(fingerprint: fingerprint, job: job, since: now)
        entries.withValue(key, default: entry) { $0 = entry }
    }

    /// The job of a key has another id than was thought.
    mutating func rename(_ job: String, to id: String, account: String, provider: Provider, _ key: String?) {
        guard let key = key.map({ Key(account: account, provider: provider, key: $0) }), var entry = entries.peek(key),
            entry.job == job
        else { return }
        entry.job = id
        entries.withValue(key, default: entry) { $0 = entry }
    }
}
