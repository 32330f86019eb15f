/// The order of a timeline's events, which it knows by the number of their slot. Apart from `Timeline` because it is
/// not generic: the compiler can then turn it into plain code for every kind of event.
@usableFromInline
struct EventHeap: Sendable {
    @usableFromInline
    struct Entry: Sendable {
        @usableFromInline let moment: Moment
        /// Counts up with each event: later ones come after earlier ones of the same moment.
        let sequence: UInt64
        @usableFromInline let slot: Int

        @usableFromInline
        init(moment: Moment, sequence: UInt64, slot: Int) {
            self.moment = moment
            self.sequence = sequence
            self.slot = slot
        }

        fileprivate func comesBefore(_ other: Entry) -> Bool {
            moment != other.moment ? moment < other.moment : sequence < other.sequence
        }
    }

    private var entries = BlockList<Entry>()
    /// Where the entry of each slot lies.
    private var positions = BlockList<Int>()

    @usableFromInline init() {}

    @usableFromInline var count: Int { entries.count }
    @usableFromInline var first: Entry? { entries.first }

    /// Of a slot whose event is there.
    @usableFromInline
    func moment(slot: Int) -> Moment { entries[positions[slot]].moment }

    /// The earliest entries, in their order. Looks at few more than those.
    @usableFromInline
    func earliest(_ most: Int) -> [Entry] {
        var found: [Entry] = []
        // The next one is among the children of those that were found.
        var open = entries.count > 0 ? [0] : []
        while found.count < most, let place = open.indices.min(by: { comesBefore(open[$0], open[$1]) }) {
            let position = open[place]
            found.append(entries[position])
            open[place] = open[open.count - 1]
            open.removeLast()
            for child in [2 * position + 1, 2 * position + 2] where child < entries.count { open.append(child) }
        }
        return found
    }

    private func comesBefore(_ left: Int, _ right: Int) -> Bool { entries[left].comesBefore(entries[right]) }

    /// A slot may be one past the largest so far.
    @usableFromInline
    mutating func insert(_ entry: Entry) {
        if entry.slot == positions.count { positions.append(0) }
        entries.append(entry)
        siftUp(entry, from: entries.count - 1)
    }

    @usableFromInline
    mutating func remove(slot: Int) {
        let position = positions[slot]
        guard let last = entries.popLast(), position < entries.count else { return }
        if position > 0, last.comesBefore(entries[(position - 1) / 2]) {
            siftUp(last, from: position)
        } else {
            siftDown(last, from: position)
        }
    }

    @usableFromInline
    mutating func removeAll(keepingCapacity: Bool) {
        entries.removeAll(keepingCapacity: keepingCapacity)
        positions.removeAll(keepingCapacity: keepingCapacity)
    }

    private mutating func place(_ entry: Entry, at position: Int) {
        entries[position] = entry
        positions[entry.slot] = position
    }

    private mutating func siftUp(_ entry: Entry, from start: Int) {
        var position = start
        while position > 0 {
            let parent = (position - 1) / 2
            guard entry.comesBefore(entries[parent]) else { break }
            place(entries[parent], at: position)
            position = parent
        }
        place(entry, at: position)
    }

    private mutating func siftDown(_ entry: Entry, from start: Int) {
        var position = start
        while let child = earlierChild(of: position), entries[child].comesBefore(entry) {
            place(entries[child], at: position)
            position = child
        }
        place(entry, at: position)
    }

    private func earlierChild(of position: Int) -> Int? {
        let left = 2 * position + 1
        guard left < entries.count else { return nil }
        let right = left + 1
        return right < entries.count && entries[right].comesBefore(entries[left]) ? right : left
    }
}
