import Basics
import Core
import Engine
import Time

/// A store that answers when the test says so, as one does that asks elsewhere.
final class LateStore: Store {
    private let jobs = MemoryStore()
    private let waiting = Lock<[@Sendable () -> Void]>([])

    private let count = Lock(0)
    private let takesNothing: Bool

    /// - Parameter takesNothing: every id is taken.
    init(takesNothing: Bool = false) {
        self.takesNothing = takesNothing
    }

    /// How many jobs it was given.
    var asked: Int { count.withLock { $0 } }

    /// Answers everything that it was asked for, also what is asked for meanwhile.
    func answerAll() {
        while let next = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { next() }
    }

    /// How many questions are open.
    var open: Int { waiting.withLock { $0.count } }

    private func later<Value>(_ value: @escaping @Sendable () -> Stored<Value>) -> Stored<Value> {
        let token = StoreToken<Value>()
        waiting.withLock { $0.append { value().whenThere { token.resolve($0) } } }
        return .later(token)
    }

    func load(_ key: JobKey) -> Stored<Job?> { later { [jobs] in jobs.load(key) } }
    func insert(_ job: Job) -> Stored<Bool> {
        count.withLock { $0 += 1 }
        return later { [jobs, takesNothing] in takesNothing ? .now(false) : jobs.insert(job) }
    }
    func replace(_ job: Job) -> Stored<Bool> { later { [jobs] in jobs.replace(job) } }

    func list(
        account: String, provider: Provider, offset: Int, most: Int, where passes: @escaping @Sendable (Job) -> Bool
    ) -> Stored<JobPage> {
        later { [jobs] in jobs.list(account: account, provider: provider, offset: offset, most: most, where: passes) }
    }

    func list(
        _ order: JobOrder, after number: Int?, most: Int, where passes: @escaping @Sendable (Job) -> Bool
    ) -> Stored<JobPart> {
        later { [jobs] in jobs.list(order, after: number, most: most, where: passes) }
    }

    func removeAll() { jobs.removeAll() }
    func makeRoom(_ bytes: Int, at now: Moment) { jobs.makeRoom(bytes, at: now) }
    var census: StoreCensus { jobs.census }
}
