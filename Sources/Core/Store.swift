/// Names a job: ids of two providers never meet.
public struct JobKey: Sendable, Hashable {
    public let provider: Provider
    public let id: String
    /// Follows from both, and differs where they do in nearly all cases: what a crowd of keys is sorted into heaps by, since
    /// reading their texts over and over takes longer.
    public let mark: UInt64

    public init(_ provider: Provider, _ id: String) {
        self.provider = provider
        self.id = id
        // FNV-1a.
        var mark = UInt64(provider.place) ^ 0xCBF2_9CE4_8422_2325
        let bytes = id.utf8Span.span
        for index in bytes.indices { mark = (mark ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        self.mark = mark
    }

    public static func == (left: JobKey, right: JobKey) -> Bool {
        left.mark == right.mark && left.provider == right.provider && left.id == right.id
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(mark) }
}

/// Where the jobs of a sandbox are kept. A store in memory calls back at once; one that asks elsewhere calls back later, and
/// the request is held meanwhile. The engine never assumes that a job it asks for was created by this process.
public protocol Store: Sendable {
    func load(_ key: JobKey, then: @escaping @Sendable (Job?) -> Void)
    /// Keeps a new job; false when its id is taken.
    func insert(_ job: Job, then: @escaping @Sendable (Bool) -> Void)
    /// Replaces a job if it still has the version before `job.version`; false when somebody was faster.
    func replace(_ job: Job, then: @escaping @Sendable (Bool) -> Void)
    /// The jobs of one account at one provider that pass, newest first: `most` of them after the first `offset`, and how
    /// many there are in all. Jobs are looked at one by one, so a store may stop at so many of the newest and count those alone.
    func list(
        account: String, provider: Provider, offset: Int, most: Int, where passes: @escaping @Sendable (Job) -> Bool,
        then: @escaping @Sendable (_ page: [Job], _ total: Int) -> Void)
    /// Forgets every job.
    func removeAll()
    /// How many jobs are kept, how many may be at most, and how many were dropped to stay within that.
    var census: (kept: Int, most: Int, dropped: Int) { get }
}
