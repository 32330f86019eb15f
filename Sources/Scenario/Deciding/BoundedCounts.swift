/// Counts for as many keys as fit; the one that was not used for longest makes room.
struct BoundedCounts: Sendable {
    struct Key: Hashable, Sendable {
        var rule: Int
        var subject: [UInt8]
    }

    private struct Entry: Sendable {
        var key: Key
        var count: Int
        var newer: Int
        var older: Int
    }

    private let capacity: Int
    private var places: [Key: Int] = [:]
    private var entries: [Entry] = []
    /// -1 while there is none.
    private var newest = -1
    private var oldest = -1
    private(set) var evictions = 0

    var size: Int { places.count }

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
    }

    /// Counts the key once more.
    mutating func count(_ key: Key) -> Int {
        if let place = places[key] {
            unlink(place)
            link(place)
            entries[place].count += 1
            return entries[place].count
        }
        let place = freePlace(for: key)
        places[key] = place
        link(place)
        return 1
    }

    /// How often the key was counted; 0: never, or so long ago that it was forgotten.
    subscript(key: Key) -> Int { places[key].map { entries[$0].count } ?? 0 }

    /// Undoes one counting of the key.
    mutating func takeBack(_ key: Key) {
        guard let place = places[key], entries[place].count > 0 else { return }
        entries[place].count -= 1
    }

    private mutating func freePlace(for key: Key) -> Int {
        let entry = Entry(key: key, count: 1, newer: -1, older: -1)
        guard entries.count == capacity else {
            entries.append(entry)
            return entries.count - 1
        }
        let place = oldest
        unlink(place)
        places[entries[place].key] = nil
        entries[place] = entry
        evictions += 1
        return place
    }

    private mutating func link(_ place: Int) {
        entries[place].newer = -1
        entries[place].older = newest
        if newest >= 0 { entries[newest].newer = place } else { oldest = place }
        newest = place
    }

    private mutating func unlink(_ place: Int) {
        let (newer, older) = (entries[place].newer, entries[place].older)
        if newer >= 0 { entries[newer].older = older } else { newest = older }
        if older >= 0 { entries[older].newer = newer } else { oldest = newer }
    }
}
