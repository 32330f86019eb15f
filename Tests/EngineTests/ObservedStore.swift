import Basics
import Core
import Engine
import Time

/// A store in memory that counts what it is given, and does something once where a test says so, as if somebody else came in between.
final class ObservedStore: Store {
    private let jobs = MemoryStore()
    private let given = Lock(0)
    /// After a job was looked up.
    let onLoad = Lock<(@Sendable () -> Void)?>(nil)
    /// Instead of replacing a job, which it then says has worked.
    let insteadOfReplace = Lock<(@Sendable () -> Void)?>(nil)
    /// After a job was replaced.
    let afterReplace = Lock<(@Sendable () -> Void)?>(nil)

    /// How many jobs it was given.
    var inserts: Int { given.withLock { $0 } }

    func load(_ key: JobKey) -> Stored<Job?> {
        let found = jobs.load(key)
        onLoad.withLock { $0.take() }?()
        return found
    }

    func replace(_ job: Job) -> Stored<Bool> {
        if let action = insteadOfReplace.withLock({ $0.take() }) {
            action()
            return .now(true)
        }
        let isReplaced = jobs.replace(job)
        afterReplace.withLock { $0.take() }?()
        return isReplaced
    }

    func insert(_ job: Job) -> Stored<Bool> {
        given.withLock { $0 += 1 }
        return jobs.insert(job)
    }

    func list(
        account: String, provider: Provider, offset: Int, most: Int, where passes: @escaping @Sendable (Job) -> Bool
    ) -> Stored<JobPage> {
        jobs.list(account: account, provider: provider, offset: offset, most: most, where: passes)
    }

    func list(
        _ order: JobOrder, after number: Int?, most: Int, where passes: @escaping @Sendable (Job) -> Bool
    ) -> Stored<JobPart> {
        jobs.list(order, after: number, most: most, where: passes)
    }

    func removeAll() { jobs.removeAll() }
    func makeRoom(_ bytes: Int, at now: Moment) { jobs.makeRoom(bytes, at: now) }
    var census: StoreCensus { jobs.census }
}
