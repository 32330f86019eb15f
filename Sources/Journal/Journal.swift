import HTTPMessages
import Time

/// The requests of a sandbox, newest last. Bounded in entries and bytes; what had to go is counted, never silently lost.
///
/// Readers take a copy and let go of the lock: nobody waits while they read. Of the copy, what changes behind it is copied once,
/// the ring and the last block of texts.
public struct Journal: Sendable {
    public struct Bounds: Sendable, Equatable {
        public var entries: Int
        public var bytes: Int

        /// 10,000 entries and 16 MiB [chosen]: a million polls stay far below the 64 MiB that architecture.md §3
        /// allows.
        public init(entries: Int = 10_000, bytes: Int = 16 << 20) {
            self.entries = max(1, entries)
            self.bytes = bytes
        }
    }

    /// What can be told of an entry without putting all of it together.
    public struct Line: Sendable {
        fileprivate let journal: Journal
        fileprivate let entry: Entry

        public let number: Int
        /// All of it, put together anew each time.
        public var whole: JournalEntry { journal.materialize(entry, number) }
        public var time: Timestamp { entry.facts.time }
        public var method: String { entry.kind.value.method }
        /// What showed, and what did not.
        public var rules: [JournalEntry.Firing] { entry.facts.fired + entry.facts.unseen.map(\.firing) }
        public var end: ExchangeEnd? { entry.end }
        /// Nothing was answered yet, and somebody waits for it.
        public var isHeld: Bool { entry.answer == nil && entry.end == nil }
        public var provider: String? { entry.kind.value.provider }
        public var step: String? { entry.kind.value.step }
        public var account: String? { entry.kind.value.account }
        public var model: String? { entry.kind.value.model }
        public var job: String? { journal.job(of: entry) }
        public var status: Int { entry.answer?.status ?? 0 }
    }

    /// The entries that are kept, oldest first, each at its number.
    public struct Lines: RandomAccessCollection, Sendable {
        fileprivate let journal: Journal

        public var startIndex: Int { journal.nextNumber - journal.kept }
        public var endIndex: Int { journal.nextNumber }

        public subscript(number: Int) -> Line {
            guard let entry = journal.slot(of: number).flatMap({ journal.ring[$0] }) else {
                preconditionFailure("no entry has the number \(number)")
            }
            return Line(journal: journal, entry: entry, number: number)
        }
    }

    /// Names an entry, also after it is gone: then nothing is done with it.
    public struct Ticket: Sendable, Equatable {
        public let number: Int
        /// How often the journal had been emptied: numbers then begin anew.
        fileprivate let era: Int
    }

    fileprivate struct Entry: Sendable {
        var facts: EntryFacts
        let kind: Kind
        let request: TextStore.Place
        var answer: (status: Int, moment: Moment, texts: TextStore.Place)?
        var end: ExchangeEnd?
        var bytesSent = 0
        /// nil while it is not known.
        var charged: Int64?
        var left: Int64 = 0
        var arrivedWhole = false

        /// Roughly what it occupies. The name of a model is whatever a client sent.
        var weight: Int {
            Self.ownWeight + request.count + (answer?.texts.count ?? 0) + (kind.value.model?.utf8.count ?? 0)
                + facts.weight
        }

        /// Its place in the ring, and a share of what stands around it.
        private static let ownWeight = MemoryLayout<Entry?>.stride + 64
    }

    /// An object, since entries that come one after another often have the same, and then share it.
    fileprivate final class Kind: Sendable {
        let value: EntryKind

        init(_ value: EntryKind) {
            self.value = value
        }
    }

    private let bounds: Bounds
    private var texts = TextStore()
    /// A ring: `first` is the slot of the oldest entry.
    private var ring: [Entry?] = []
    private var first = 0
    private var kept = 0
    private var bytes = 0
    /// The newest entry's.
    private var kind: Kind?
    /// The numbers of entries of new jobs of which nobody has said yet what was paid; some may be gone.
    private var unpaid: [Int] = []
    /// The number of the next entry.
    private var nextNumber = 1
    /// The number of the first entry since it was emptied.
    private var firstNumber = 1
    private let era: Int
    /// Of all scenarios that its entries came in under: covers what their answers have of secrets, when they are read.
    private var cover = SecretCover()
    public private(set) var dropped = 0

    public init(bounds: Bounds = Bounds()) {
        self.init(bounds, era: 0)
    }

    private init(_ bounds: Bounds, era: Int) {
        self.bounds = bounds
        self.era = era
    }

    public var count: Int { kept }
    /// How many entries are kept at most.
    public var capacity: Int { bounds.entries }
    /// How many entries there were since it was emptied.
    public var total: Int { nextNumber - firstNumber }
    /// The number that the next entry gets.
    public var next: Int { nextNumber }

    /// Adds an entry and gives it the next number.
    public mutating func append(_ draft: EntryDraft) -> Ticket {
        let kind = if let kind, kind.value == draft.kind { kind } else { Kind(draft.kind) }
        self.kind = kind
        let entry = Entry(
            facts: draft.facts, kind: kind, request: texts.add(draft.texts),
            answer: draft.answer.map { ($0.status, $0.moment, texts.add($0.texts)) })
        if draft.facts.evidence.making == .committed { expectPayment(of: nextNumber) }
        bytes += entry.weight
        while kept > 0, isOverweight || kept >= bounds.entries { dropOldest() }
        if kept == ring.count, first > 0 { straighten() }
        if kept == ring.count { ring.append(nil) }
        ring[(first + kept) % ring.count] = entry
        kept += 1
        defer { nextNumber += 1 }
        return Ticket(number: nextNumber, era: era)
    }

    /// The name of the entry of that number; nil when it is not there.
    public func ticket(of number: Int) -> Ticket? {
        slot(of: number).map { _ in Ticket(number: number, era: era) }
    }

    /// The answer to an entry that is still there; it has none yet. What was thought of its rules is known now.
    public mutating func answer(_ ticket: Ticket, _ draft: AnswerDraft, _ late: LateFacts = LateFacts()) {
        guard let slot = slot(of: ticket), var entry = ring[slot], entry.answer == nil else { return }
        bytes -= entry.weight
        if late.evidence.making == .committed, entry.facts.evidence.making != .committed {
            expectPayment(of: ticket.number)
        }
        entry.facts.fired = late.fired
        entry.facts.unseen = late.unseen
        entry.facts.delay = late.delay
        entry.facts.evidence = late.evidence
        entry.answer = (draft.status, draft.moment, texts.add(draft.texts))
        bytes += entry.weight
        ring[slot] = entry
        while kept > 1, isOverweight { dropOldest() }
    }

    /// The job came into being that the answer of an entry tells of.
    public mutating func commit(_ ticket: Ticket) {
        guard let slot = slot(of: ticket), ring[slot]?.facts.evidence.making == .nothing else { return }
        ring[slot]?.facts.evidence.making = .committed
        ring[slot]?.facts.evidence.tellsOfPhantom = false
        expectPayment(of: ticket.number)
    }

    /// How the exchange of an entry ended.
    ///
    /// - Parameters:
    ///   - left: when, in monotonic nanoseconds since the sandbox was made.
    ///   - arrivedWhole: whether all of the answer left for a client who was there to the end.
    public mutating func end(
        _ ticket: Ticket, _ end: ExchangeEnd, bytesSent: Int, left: Int64 = 0, arrivedWhole: Bool = false
    ) {
        guard let slot = slot(of: ticket) else { return }
        ring[slot]?.end = end
        ring[slot]?.bytesSent = bytesSent
        ring[slot]?.left = left
        ring[slot]?.arrivedWhole = arrivedWhole
    }

    /// An entry without what takes long to tell; nil when it is gone.
    public func outline(_ ticket: Ticket) -> EntryOutline? {
        guard let entry = slot(of: ticket).flatMap({ ring[$0] }) else { return nil }
        var reader = texts.reader(at: entry.request)
        let lengths: InlineArray<7, Int> = reader.lengths()
        let kind = entry.kind.value
        return EntryOutline(
            number: ticket.number, at: entry.facts.at, elapsed: max(.zero, entry.facts.at - entry.facts.load),
            provider: kind.provider, step: kind.step, account: kind.account, model: kind.model, method: kind.method,
            path: reader.text(lengths[0]), fired: entry.facts.fired, why: entry.facts.evidence.why,
            status: entry.answer?.status ?? 0,
            took: entry.answer.map { $0.moment - entry.facts.at + entry.facts.delay }, bytesSent: entry.bytesSent)
    }

    public subscript(number: Int) -> JournalEntry? {
        slot(of: number).flatMap { ring[$0] }.map { materialize($0, number) }
    }

    public var lines: Lines { Lines(journal: self) }

    /// All entries that are kept, oldest first.
    public var entries: [JournalEntry] { lines.map(\.whole) }

    /// Empties it; numbers go on, so that whoever reads behind a number goes on too. Requests that are held are forgotten with the others.
    public mutating func empty() {
        ring = []
        (first, kept, bytes, dropped, unpaid) = (0, 0, 0, 0, [])
        texts = TextStore()
        firstNumber = nextNumber
    }

    public mutating func removeAll() {
        let cover = cover
        self = Journal(bounds, era: era + 1)
        self.cover = cover
    }

    /// A scenario comes into force: these are its keys and secrets.
    public mutating func learn(_ secrets: Set<String>) {
        guard !secrets.isSubset(of: cover.known) else { return }
        // A server that loads a thousand scenarios need not know the keys of the first for ever.
        let known = cover.known.count < Self.mostSecrets ? cover.known.union(secrets) : secrets
        cover = SecretCover(known: known)
    }

    private static let mostSecrets = 10_000

    private var isOverweight: Bool { bytes > bounds.bytes }

    private func slot(of ticket: Ticket) -> Int? {
        ticket.era == era ? slot(of: ticket.number) : nil
    }

    private func slot(of number: Int) -> Int? {
        let oldest = nextNumber - kept
        guard number >= oldest, number < nextNumber else { return nil }
        return (first + number - oldest) % ring.count
    }

    private mutating func dropOldest() {
        if let oldest = ring[first].take() {
            bytes -= oldest.weight
            texts.remove(oldest.request)
            if let answer = oldest.answer { texts.remove(answer.texts) }
        }
        first = (first + 1) % ring.count
        kept -= 1
        dropped += 1
    }

    /// Lets the oldest entry begin a full ring, so that it can grow at its end.
    private mutating func straighten() {
        ring = Array(ring[first...] + ring[..<first])
        first = 0
    }

    fileprivate func job(of entry: Entry) -> String? {
        // It is told of, and is none.
        if entry.facts.evidence.tellsOfPhantom { return nil }
        if let place = entry.answer?.texts {
            var reader = texts.reader(at: place)
            let lengths: InlineArray<4, Int> = reader.lengths()
            if lengths[0] > 0 { return reader.text(lengths[0] - 1) }
        }
        var reader = texts.reader(at: entry.request)
        let lengths: InlineArray<7, Int> = reader.lengths()
        guard lengths[3] > 0 else { return nil }
        reader.skip(lengths[0] + lengths[1] + lengths[2])
        return reader.text(lengths[3] - 1)
    }

    private func materialize(_ entry: Entry, _ number: Int) -> JournalEntry {
        let (facts, kind, evidence) = (entry.facts, entry.kind.value, entry.facts.evidence)
        var reader = texts.reader(at: entry.request)
        let lengths: InlineArray<7, Int> = reader.lengths()
        let (path, query, base) = (reader.text(lengths[0]), reader.text(lengths[1]), reader.text(lengths[2]))
        let asked = lengths[3] > 0 ? reader.text(lengths[3] - 1) : nil
        let headers = reader.headers(fields: lengths[4], text: lengths[5])
        let request = Request(
            method: kind.method, path: path, query: query, headers: headers, body: reader.bytes(lengths[6]),
            base: base,
            peer: kind.peer)
        let answer = entry.answer.map { materialize($0.texts) }
        return JournalEntry(
            number: number, at: facts.at, load: facts.load, time: facts.time, provider: kind.provider, step: kind.step,
            account: kind.account, model: kind.model, phase: kind.phase,
            job: evidence.tellsOfPhantom ? nil : answer?.job ?? asked, evidence: evidence,
            charged: evidence.isCreate && evidence.making != .committed && entry.answer != nil ? 0 : entry.charged,
            cover: cover, request: request, fired: facts.fired, unseen: facts.unseen, delay: facts.delay,
            status: entry.answer?.status ?? 0,
            responseHeaders: answer?.headers ?? [:],
            responseBody: answer?.body ?? [], answered: entry.answer?.moment, end: entry.end,
            bytesSent: entry.bytesSent, left: entry.end == nil ? nil : entry.left,
            arrivedWhole: entry.end == nil ? nil : entry.arrivedWhole)
    }

    private func materialize(_ answer: TextStore.Place) -> (job: String?, headers: Headers, body: [UInt8]) {
        var reader = texts.reader(at: answer)
        let lengths: InlineArray<4, Int> = reader.lengths()
        let job = lengths[0] > 0 ? reader.text(lengths[0] - 1) : nil
        let headers = reader.headers(fields: lengths[1], text: lengths[2])
        return (job, headers, reader.bytes(lengths[3]))
    }
}

/// What the jobs of its entries cost in the end, which is known long after they were entered.
extension Journal {
    /// An entry of a new job of which nobody has said yet what was paid for it.
    public struct Unpaid: Sendable {
        public let ticket: Ticket
        public let provider: String
        public let job: String
    }

    /// The oldest first.
    public var awaitedPayments: [Unpaid] {
        unpaid.compactMap { number in
            guard let entry = slot(of: number).flatMap({ ring[$0] }), let provider = entry.kind.value.provider,
                let job = job(of: entry)
            else { return nil }
            return Unpaid(ticket: Ticket(number: number, era: era), provider: provider, job: job)
        }
    }

    /// What was paid for the job of an entry, in millionths of a dollar.
    public struct Payment: Sendable {
        let ticket: Ticket
        let amount: Int64
        let isFinal: Bool

        /// - Parameter isFinal: false where more may come, or some of it be given back.
        public init(_ ticket: Ticket, _ amount: Int64, isFinal: Bool = true) {
            self.ticket = ticket
            self.amount = amount
            self.isFinal = isFinal
        }
    }

    /// So much was paid for the jobs of these entries.
    public mutating func charge(_ payments: [Payment]) {
        var settled: Set<Int> = []
        for payment in payments {
            guard let slot = slot(of: payment.ticket) else { continue }
            ring[slot]?.charged = payment.amount
            if payment.isFinal { settled.insert(payment.ticket.number) }
        }
        unpaid = unpaid.filter { slot(of: $0) != nil && !settled.contains($0) }
    }

    private mutating func expectPayment(of number: Int) {
        // Nobody asks for them: those whose entries are gone go as well.
        if unpaid.count >= 2 * bounds.entries { unpaid = unpaid.filter { slot(of: $0) != nil } }
        unpaid.append(number)
    }
}

/// Its share of what all journals of a server may hold together.
extension Journal {
    /// Roughly what its entries occupy.
    public var byteCount: Int { bytes }

    /// Lets the oldest entries go, and counts them as dropped, until no more than so many bytes are left.
    public mutating func trim(toBytes limit: Int) {
        while kept > 0, bytes > limit { dropOldest() }
        texts.giveBackSpare()
        guard kept == 0 else { return }
        (texts, ring, first) = (TextStore(), [], 0)
    }
}
