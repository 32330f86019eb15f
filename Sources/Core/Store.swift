/// Names a job: ids of two providers never meet.
public struct JobKey: Sendable, Hashable {
    public var provider: Provider
    public var id: String

    public init(_ provider: Provider, _ id: String) {
        self.provider = provider
        self.id = id
    }
}

/// Where the jobs of a sandbox are kept. A store in memory calls back at once; one that asks elsewhere calls back later, and
/// the request is held meanwhile. The engine never assumes that a job it asks for was created by this process.
public protocol Store: Sendable {
    func load(_ key: JobKey, then: @escaping @Sendable (Job?) -> Void)
    /// Keeps a new job; false when its id is taken.
    func insert(_ job: Job, then: @escaping @Sendable (Bool) -> Void)
    /// Replaces a job if it still has the version before `job.version`; false when somebody was faster.
    func replace(_ job: Job, then: @escaping @Sendable (Bool) -> Void)
    /// Forgets every job.
    func removeAll()
    /// How many jobs are kept, and how many were dropped to stay within bounds.
    var census: (kept: Int, dropped: Int) { get }
}
