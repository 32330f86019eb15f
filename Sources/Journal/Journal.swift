import HTTPMessages
import Time

/// The requests of a sandbox, newest last. Bounded in entries and bytes; what had to go is counted, never silently lost.
public struct Journal: Sendable {
    public struct Bounds: Sendable, Equatable {
        public var entries: Int
        public var bytes: Int

        /// 10,000 entries and 16 MiB [chosen]: a million polls stay far below the 64 MiB that design.md §3 allows.
        public init(entries: Int = 10_000, bytes: Int = 16 << 20) {
            self.entries = max(1, entries)
            self.bytes = bytes
        }
    }

    private let bounds: Bounds
    /// A ring: `first` is the slot of the oldest entry.
    private var ring: [JournalEntry?] = []
    private var first = 0
    private var kept = 0
    private var bytes = 0
    /// The number of the next entry.
    private var nextNumber = 1
    public private(set) var dropped = 0

    public init(bounds: Bounds = Bounds()) {
        self.bounds = bounds
    }

    public var count: Int { kept }
    /// How many entries are kept at most.
    public var capacity: Int { bounds.entries }
    /// How many entries there ever were.
    public var total: Int { nextNumber - 1 }

    /// Adds an entry and gives it the next number. The entry that had to go last is handed out, so that it can be taken apart
    /// where nobody waits for it.
    public mutating func append(_ entry: consuming JournalEntry) -> (number: Int, dropped: JournalEntry?) {
        let number = nextNumber
        nextNumber += 1
        bytes += entry.weight
        var oldest: JournalEntry?
        while kept > 0, bytes > bounds.bytes || kept >= bounds.entries { oldest = dropOldest() }
        if kept == ring.count, first > 0 { straighten() }
        let slot = kept == ring.count ? kept : (first + kept) % ring.count
        if slot == ring.count { ring.append(nil) }
        // Numbered in its place, since an entry that is changed before is copied.
        ring[slot] = entry
        ring[slot]?.number = number
        kept += 1
        return (number, oldest)
    }

    /// Changes an entry that is still there.
    public mutating func update(_ number: Int, _ change: (inout JournalEntry) -> Void) {
        guard let slot = slot(of: number), var entry = ring[slot] else { return }
        ring[slot] = nil
        bytes -= entry.weight
        change(&entry)
        bytes += entry.weight
        ring[slot] = entry
    }

    /// How the exchange of an entry ended; nothing of it is copied for that.
    public mutating func end(_ number: Int, _ end: ExchangeEnd, bytesSent: Int) {
        guard let slot = slot(of: number) else { return }
        ring[slot]?.end = end
        ring[slot]?.bytesSent = bytesSent
    }

    public subscript(number: Int) -> JournalEntry? {
        slot(of: number).flatMap { ring[$0] }
    }

    /// The entries that are kept and pass, oldest first.
    public func entries(where passes: (JournalEntry) -> Bool = { _ in true }) -> [JournalEntry] {
        (0..<kept).compactMap { ring[(first + $0) % ring.count] }.filter(passes)
    }

    public mutating func removeAll() {
        ring = []
        first = 0
        kept = 0
        bytes = 0
        dropped = 0
        nextNumber = 1
    }

    private func slot(of number: Int) -> Int? {
        let oldest = nextNumber - kept
        guard number >= oldest, number < nextNumber else { return nil }
        return (first + number - oldest) % ring.count
    }

    private mutating func dropOldest() -> JournalEntry? {
        let oldest = ring[first].take()
        bytes -= oldest?.weight ?? 0
        first = (first + 1) % ring.count
        kept -= 1
        dropped += 1
        return oldest
    }

    /// Lets the oldest entry begin a full ring, so that it can grow at its end.
    private mutating func straighten() {
        ring = Array(ring[first...] + ring[..<first])
        first = 0
    }
}
