import Testing

@testable import Journal

struct TextStoreTests {
    private let row = [UInt8](repeating: 7, count: 1_000)

    @Test func `what is not wanted any more is let go, however much passes through`() {
        var store = TextStore()
        var places: [TextStore.Place] = []
        for number in 0..<10_000 {
            places.append(store.add(row))
            if number >= 100 { store.remove(places[number - 100]) }
        }
        #expect(store.byteCount < 1 << 20)
        for place in places.suffix(100) {
            var reader = store.reader(at: place)
            #expect(reader.bytes(place.count) == row)
        }
    }

    @Test func `one row that stays does not keep those behind it`() {
        var store = TextStore()
        let first = store.add(row)
        let crowd = (0..<10_000).map { _ in store.add(row) }
        for place in crowd { store.remove(place) }
        #expect(store.byteCount < 1 << 20)
        var reader = store.reader(at: first)
        #expect(reader.bytes(first.count) == row)
        let last = store.add(row)
        store.remove(first)
        reader = store.reader(at: last)
        #expect(reader.bytes(last.count) == row)
    }

    @Test func `a long row stands between short ones`() {
        var store = TextStore()
        let long = [UInt8](repeating: 9, count: 1 << 20)
        let places = [row, long, row, long].map { store.add($0) }
        for (place, expected) in zip(places, [row, long, row, long]) {
            var reader = store.reader(at: place)
            #expect(reader.bytes(place.count) == expected)
        }
        store.remove(places[1])
        #expect(store.byteCount == 2_000 + (1 << 20))
    }
}
