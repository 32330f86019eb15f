import Time

/// The jobs of a sandbox that have not ended, in the order in which they will: what concurrency limits count, and what is
/// charged when it ends. Nothing runs here; whoever looks asks for what has ended by then.
public struct RunningJobs: Sendable {
    public struct Entry: Sendable {
        public var job: String
        public var end: Moment
        /// Charged at the end; negative: given back.
        public var charge: Money
        /// An object, since a crowd of entries is moved about in the line.
        fileprivate var owner: Owner

        public init(
            job: String, account: String, key: String, provider: Provider, model: String, peer: String, end: Moment,
            charge: Money
        ) {
            self.job = job
            self.end = end
            self.charge = charge
            owner = Owner(account: account, key: key, provider: provider, model: model, peer: peer)
        }

        public var account: String { owner.account }
        /// The key it was created with: how an unlisted account is found again.
        public var key: String { owner.key }
        public var provider: Provider { owner.provider }
        public var model: String { owner.model }
        public var peer: String { owner.peer }
    }

    /// Who runs it, and what: known at the create.
    fileprivate final class Owner: Sendable, Equatable {
        let account: String
        let key: String
        let provider: Provider
        let model: String
        let peer: String

        init(account: String, key: String, provider: Provider, model: String, peer: String) {
            self.account = account
            self.key = key
            self.provider = provider
            self.model = model
            self.peer = peer
        }

        static func == (left: Owner, right: Owner) -> Bool {
            left.key == right.key && left.model == right.model && left.provider == right.provider
                && left.account == right.account && left.peer == right.peer
        }
    }

    /// Names an entry as long as it is in the line.
    public typealias Ticket = Timeline<Entry>.Ticket

    private var line = Timeline<Entry>()
    /// The last one's owner: those that come one after another often have the same, and then share it.
    private var owner: Owner?

    public init() {}

    public var count: Int { line.count }

    @discardableResult
    public mutating func add(_ entry: Entry) -> Ticket {
        var entry = entry
        if let owner, owner == entry.owner { entry.owner = owner } else { owner = entry.owner }
        return line.add(entry, at: entry.end)
    }

    /// Takes an entry out before its end; nil when it has ended, or was changed.
    public mutating func remove(_ ticket: Ticket) -> Entry? {
        line.cancel(ticket)
    }

    /// Takes the entry of a job out before its end; nil when it has ended. Looks at every entry.
    public mutating func remove(job: String, provider: Provider) -> Entry? {
        line.tickets { $0.job == job && $0.provider == provider }.first.flatMap { line.cancel($0) }
    }

    /// The next job that has ended by `now`, taken out.
    public mutating func nextEnded(by now: Moment) -> Entry? {
        line.popDue(until: now)?.1
    }

    /// How many of them match.
    public func count(where matches: (Entry) -> Bool) -> Int {
        var count = 0
        line.forEach { if matches($0) { count += 1 } }
        return count
    }

    /// Changes the entries of a job, whose end may move: it ends by polls, or is steered by hand.
    public mutating func change(job: String, provider: Provider, _ change: (inout Entry) -> Void) {
        for ticket in line.tickets(where: { $0.job == job && $0.provider == provider }) {
            guard var entry = line.cancel(ticket) else { continue }
            change(&entry)
            line.add(entry, at: entry.end)
        }
    }
}
