/// How many there are of each kind. A kind has a place as long as somebody holds on to it, and is counted by that place alone.
struct Tally<Kind: Hashable & Sendable>: Sendable {
    private struct Row: Sendable {
        var kind: Kind?
        var count = 0
        /// How many hold on to it.
        var holders = 0
    }

    private var places: [Kind: Int32] = [:]
    private var rows: [Row] = []
    private var free: [Int32] = []

    func count(of kind: Kind) -> Int {
        places[kind].map { rows[Int($0)].count } ?? 0
    }

    mutating func add(_ number: Int, at place: Int32) {
        rows[Int(place)].count += number
    }

    /// The kind's place, until it is let go of as often as it was held.
    mutating func hold(_ kind: Kind) -> Int32 {
        if let place = places[kind] {
            rows[Int(place)].holders += 1
            return place
        }
        let place = free.popLast() ?? Int32(rows.count)
        let row = Row(kind: kind, holders: 1)
        if Int(place) == rows.count { rows.append(row) } else { rows[Int(place)] = row }
        places[kind] = place
        return place
    }

    mutating func release(_ place: Int32) {
        rows[Int(place)].holders -= 1
        guard rows[Int(place)].holders == 0, let kind = rows[Int(place)].kind.take() else { return }
        places[kind] = nil
        free.append(place)
    }
}
