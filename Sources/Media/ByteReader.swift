/// Numbers and words at places of a file that may end anywhere.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    func has(_ word: String, at place: Int) -> Bool {
        has(Array(word.utf8), at: place)
    }

    func has(_ word: [UInt8], at place: Int) -> Bool {
        place <= bytes.count && bytes.dropFirst(place).prefix(word.count).elementsEqual(word)
    }

    /// Up to seven bytes, the most significant first; nil past the end.
    func big(_ count: Int, at place: Int) -> Int? {
        part(count, at: place)?.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The same, the least significant first.
    func little(_ count: Int, at place: Int) -> Int? {
        part(count, at: place)?.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private func part(_ count: Int, at place: Int) -> ArraySlice<UInt8>? {
        guard place >= 0, place <= bytes.count - count else { return nil }
        let start = bytes.startIndex + place
        return bytes[start..<(start + count)]
    }
}
