import Time

/// The jobs of a sandbox that have not ended, in the order in which they will: what concurrency limits count, and what is
/// charged when it ends. Nothing runs here; whoever looks asks for what has ended by then.
///
/// Counting and finding a job take the same time however many run; adding and taking out, that of the line.
public struct RunningJobs: Sendable {
    public struct Entry: Sendable {
        public var job: String
        public var end: Moment
        /// Charged at the end; negative: given back.
        public var charge: Money
        fileprivate let party: RunningParties.Party

        public init(
            job: String, account: String, key: String, provider: Provider, model: String, peer: String, end: Moment,
            charge: Money
        ) {
            self.init(
                job: job, end: end, charge: charge,
                party: RunningParties.Party(account: account, key: key, provider: provider, model: model, peer: peer))
        }

        fileprivate init(job: String, end: Moment, charge: Money, party: RunningParties.Party) {
            self.job = job
            self.end = end
            self.charge = charge
            self.party = party
        }

        public var account: String { party.account }
        /// The key it was created with: how an unlisted account is found again.
        public var key: String { party.key }
        public var provider: Provider { party.provider }
        public var model: String { party.model }
        public var peer: String { party.peer }
    }

    /// What stands in the line, which a crowd of them is moved about in.
    private struct Running: Sendable {
        let job: String
        let charge: Money
        let party: RunningParties.Place
    }

    private var line = Timeline<Running>()
    /// By the marks of the jobs' keys.
    private var index = SlotIndex()
    private var parties = RunningParties()

    public init() {}

    public var count: Int { line.count }

    /// When the next of them ends; nil when none runs.
    public var nextEnd: Moment? { line.next }

    /// How many an account has at a provider.
    public func count(account: String, provider: Provider) -> Int {
        parties.running(account: account, provider: provider)
    }

    /// How many were created from an address.
    public func count(peer: String) -> Int { parties.running(peer: peer) }

    /// How many are of a model, at whatever provider.
    public func count(model: String) -> Int { parties.running(model: model) }

    public mutating func add(_ entry: Entry) {
        let running = Running(job: entry.job, charge: entry.charge, party: parties.join(entry.party))
        let ticket = line.add(running, at: entry.end)
        index.insert(ticket.slot, JobKey(entry.provider, entry.job).mark)
    }

    /// Takes the entry of a job out before its end; nil when it has ended.
    public mutating func remove(_ job: JobKey) -> Entry? {
        ticket(of: job).flatMap { take($0) }
    }

    /// The first that end, in that order: at most so many.
    public func first(_ most: Int) -> [Entry] {
        line.first(most).compactMap { end, running in
            parties[running.party].map { Entry(job: running.job, end: end, charge: running.charge, party: $0) }
        }
    }

    /// How many jobs an account has, by provider; providers without any are left out.
    public func counts(account: String) -> [(provider: Provider, count: Int)] {
        Provider.allCases.map { ($0, count(account: account, provider: $0)) }.filter { $0.1 > 0 }
    }

    /// The next job that has ended by `now`, taken out.
    public mutating func nextEnded(by now: Moment) -> Entry? {
        guard let end = line.next, end <= now, let ticket = line.nextTicket else { return nil }
        return take(ticket)
    }

    /// Changes the entry of a job, whose end may move: it ends by polls, or is steered by hand.
    public mutating func change(_ job: JobKey, _ change: (inout Entry) -> Void) {
        guard var entry = remove(job) else { return }
        change(&entry)
        add(entry)
    }

    private func ticket(of job: JobKey) -> Timeline<Running>.Ticket? {
        let slot = index.first(job.mark) { slot in
            guard let running = line[slot: slot]?.event else { return false }
            return running.job == job.id && parties[running.party]?.provider == job.provider
        }
        return slot.flatMap { line[slot: $0]?.ticket }
    }

    private mutating func take(_ ticket: Timeline<Running>.Ticket) -> Entry? {
        guard let end = line.moment(of: ticket), let running = line.cancel(ticket),
            let party = parties[running.party]
        else { return nil }
        index.remove(ticket.slot, JobKey(party.provider, running.job).mark)
        parties.leave(running.party)
        return Entry(job: running.job, end: end, charge: running.charge, party: party)
    }
}
