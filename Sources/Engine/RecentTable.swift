/// A dictionary that keeps what was used lately and forgets the rest, in constant time.
///
/// Two generations: a used entry moves to the young one; when that is full, the old one is dropped and the young one takes its
/// place. So at least the last `capacity / 2` used entries are there, and never more than `capacity`.
struct RecentTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let half: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    /// How many entries were forgotten to make room.
    private(set) var evicted = 0

    init(capacity: Int) {
        half = max(1, capacity / 2)
    }

    var count: Int { young.count + old.count }

    /// Reads without counting as a use.
    func peek(_ key: Key) -> Value? {
        young[key] ?? old[key]
    }

    /// Everything that is kept, in no order.
    var entries: [(key: Key, value: Value)] {
        young.map { ($0.key, $0.value) } + old.map { ($0.key, $0.value) }
    }

    mutating func removeAll(where passes: (Key) -> Bool) {
        young = young.filter { !passes($0.key) }
        old = old.filter { !passes($0.key) }
    }

    /// Changes the value of a key, which becomes the youngest; a missing one begins as `initial`.
    mutating func withValue<Result>(
        _ key: Key, default initial: @autoclosure () -> Value, _ change: (inout Value) -> Result
    ) -> Result {
        if let index = young.index(forKey: key) { return change(&young.values[index]) }
        var value = (old.isEmpty ? nil : old.removeValue(forKey: key)) ?? initial()
        let result = change(&value)
        if young.count >= half { makeRoom() }
        young.updateValue(value, forKey: key)
        return result
    }

    mutating func removeAll() {
        young = [:]
        old = [:]
    }

    private mutating func makeRoom() {
        evicted += old.count
        old = young
        young = Dictionary(minimumCapacity: min(half, 1024))
    }
}
