import Core
import Time

/// What a store answers: a value, or the promise of one.
public enum Stored<Value: Sendable>: Sendable {
    /// It was at hand.
    case now(Value)
    /// It is fetched; whoever needs it is called back. A request that needs it is held meanwhile.
    case later(StoreToken<Value>)
}

/// Where the jobs of a sandbox are kept. A store in memory answers at once, and may be called under a lock; one that asks
/// elsewhere answers later. The engine never assumes that a job it asks for was created by this process.
public protocol Store: Sendable {
    /// nil when there is no such job.
    func load(_ key: JobKey) -> Stored<Job?>
    /// Keeps a new job; false when its id is taken.
    func insert(_ job: Job) -> Stored<Bool>
    /// Replaces a job if it still has the version before `job.version`; false when somebody was faster.
    func replace(_ job: Job) -> Stored<Bool>
    /// The jobs of one account at one provider that pass, newest first: `most` of them after the first `offset`, and how
    /// many there are in all. Jobs are looked at one by one, so a store may stop at so many of the newest and count
    /// those alone.
    func list(
        account: String, provider: Provider, offset: Int, most: Int, where passes: @escaping @Sendable (Job) -> Bool
    ) -> Stored<JobPage>
    /// The jobs of everybody that pass and stand behind that number in the order, all of them where it is nil: at most so many. Looks at a
    /// bounded number of jobs, and tells where to go on.
    func list(
        _ order: JobOrder, after number: Int?, most: Int, where passes: @escaping @Sendable (Job) -> Bool
    ) -> Stored<JobPart>
    /// Forgets every job.
    func removeAll()
    /// Lets roughly that many bytes of jobs go, the oldest first, of those that have ended rather than of others.
    func makeRoom(_ bytes: Int, at now: Moment)
    /// How many jobs are kept, and what was dropped to stay within the bounds.
    var census: StoreCensus { get }
}

/// How full a store is.
public struct StoreCensus: Sendable, Equatable {
    public var kept = 0
    public var most: Int
    /// Roughly what the jobs occupy.
    public var bytes = 0
    public var mostBytes: Int
    /// How many jobs were let go since it was emptied.
    public var dropped = 0

    public init(most: Int, mostBytes: Int) {
        self.most = most
        self.mostBytes = mostBytes
    }
}

/// A part of a list of jobs.
public struct JobPage: Sendable {
    public var jobs: [Job]
    /// How many there are in all.
    public var total: Int

    public init(jobs: [Job], total: Int) {
        self.jobs = jobs
        self.total = total
    }
}

/// By the number that jobs have in their sandbox.
public enum JobOrder: Sendable {
    case oldest, newest
}

/// A part of all jobs, in an order.
public struct JobPart: Sendable {
    public var jobs: [Job]
    /// There may be more behind the job of that number; nil: there are none.
    public var next: Int?

    public init(jobs: [Job] = [], next: Int? = nil) {
        self.jobs = jobs
        self.next = next
    }
}

extension Store {
    /// The jobs of those keys, in their order; nil for each that is not there.
    public func load(all keys: [JobKey]) -> Stored<[Job?]> {
        keys.reduce(.now([])) { found, key in
            found.flatMap { jobs in load(key).flatMap { .now(jobs + [$0]) } }
        }
    }
}
