/// Finds the slots of things by marks: numbers that differ where the things do in nearly all cases. Adding, finding and taking
/// out take the same time however many there are.
///
/// Eight bytes for each and a little more: half of its mark and the number of its slot. There are several small tables, since a
/// large one would be written anew at once when it grows, while everybody waits for the lock around it.
struct SlotIndex: Sendable {
    private struct Entry: Sendable, Equatable {
        static let empty = Entry(tag: 0, slot: -1)

        let tag: UInt32
        let slot: Int32
    }

    /// Open addressing with linear probing, at most three quarters full.
    private struct Table: Sendable {
        /// How much room an empty table keeps.
        private static let keptRoom = 64

        private var entries: [Entry] = []
        private(set) var count = 0

        private func home(_ tag: UInt32) -> Int { Int(tag) & (entries.count - 1) }
        private func next(_ place: Int) -> Int { (place + 1) & (entries.count - 1) }

        func first(_ tag: UInt32, where passes: (_ slot: Int) -> Bool) -> Int? {
            guard count > 0 else { return nil }
            var place = home(tag)
            while entries[place] != .empty {
                if entries[place].tag == tag, passes(Int(entries[place].slot)) { return Int(entries[place].slot) }
                place = next(place)
            }
            return nil
        }

        mutating func insert(_ entry: Entry) {
            if 4 * (count + 1) > 3 * entries.count { grow() }
            put(entry)
            count += 1
        }

        mutating func remove(_ entry: Entry) {
            guard count > 0 else { return }
            var place = home(entry.tag)
            while entries[place] != entry {
                guard entries[place] != .empty else { return }
                place = next(place)
            }
            count -= 1
            if count == 0, entries.count > Self.keptRoom { entries = [] } else { close(gap: place) }
        }

        private mutating func put(_ entry: Entry) {
            var place = home(entry.tag)
            while entries[place] != .empty { place = next(place) }
            entries[place] = entry
        }

        private mutating func grow() {
            let before = entries
            entries = Array(repeating: .empty, count: max(8, 2 * before.count))
            for entry in before where entry != .empty { put(entry) }
        }

        /// Moves those up that would not be found any more behind an empty place.
        private mutating func close(gap: Int) {
            var gap = gap
            var place = next(gap)
            while entries[place] != .empty {
                let way = (place - home(entries[place].tag)) & (entries.count - 1)
                // Its way from home to here leads over the gap.
                if way >= (place - gap) & (entries.count - 1) {
                    entries[gap] = entries[place]
                    gap = place
                }
                place = next(place)
            }
            entries[gap] = .empty
        }
    }

    private static let tableCount = 64
    private var tables = [Table](repeating: Table(), count: tableCount)

    var count: Int { tables.reduce(0) { $0 + $1.count } }

    /// The first slot of that mark that passes; one of another mark may be asked about.
    func first(_ mark: UInt64, where passes: (_ slot: Int) -> Bool) -> Int? {
        tables[Self.table(of: mark)].first(Self.tag(of: mark), where: passes)
    }

    mutating func insert(_ slot: Int, _ mark: UInt64) {
        tables[Self.table(of: mark)].insert(Entry(tag: Self.tag(of: mark), slot: Int32(slot)))
    }

    /// Does nothing when the slot is not there.
    mutating func remove(_ slot: Int, _ mark: UInt64) {
        tables[Self.table(of: mark)].remove(Entry(tag: Self.tag(of: mark), slot: Int32(slot)))
    }

    private static func table(of mark: UInt64) -> Int { Int(mark >> 58) }
    private static func tag(of mark: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: mark >> 20) }
}
