/// A small inflater (RFC 1951) that shares nothing with the writer: what the tests read a file back with.
struct Inflate {
    struct Broken: Error {
        let reason: String
    }

    private let bytes: [UInt8]
    private var bit = 0
    private var output: [UInt8] = []

    /// The data of a zlib stream, its checksum verified.
    static func zlib(_ stream: [UInt8]) throws -> [UInt8] {
        guard stream.count >= 6, stream[0] & 15 == 8, (Int(stream[0]) << 8 | Int(stream[1])) % 31 == 0 else {
            throw Broken(reason: "zlib header")
        }
        var inflate = Inflate(bytes: Array(stream[2..<(stream.count - 4)]))
        let data = try inflate.blocks()
        var (low, high) = (1, 0)
        for byte in data {
            low = (low + Int(byte)) % 65521
            high = (high + low) % 65521
        }
        let expected = stream.suffix(4).reduce(0) { $0 << 8 | Int($1) }
        guard high << 16 | low == expected else { throw Broken(reason: "Adler-32") }
        return data
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func blocks() throws -> [UInt8] {
        var isLast = false
        while !isLast {
            isLast = try number(bits: 1) == 1
            guard try number(bits: 2) == 1 else { throw Broken(reason: "not a block of fixed codes") }
            while try symbol() {}
        }
        guard (bit + 7) / 8 == bytes.count else { throw Broken(reason: "bytes after the last block") }
        return output
    }

    /// Reads one literal or match; false at the end of the block.
    private mutating func symbol() throws -> Bool {
        let code = try literalOrLength()
        if code == 256 { return false }
        if code < 256 {
            output.append(UInt8(code))
            return true
        }
        let length = try Self.lengths[code - 257].base + number(bits: Self.lengths[code - 257].extra)
        let place = try huffman(bits: 5)
        guard place < 30 else { throw Broken(reason: "distance \(place)") }
        let distance = try Self.distances[place].base + number(bits: Self.distances[place].extra)
        guard distance <= output.count else { throw Broken(reason: "a distance before the start") }
        for _ in 0..<length { output.append(output[output.count - distance]) }
        return true
    }

    private mutating func literalOrLength() throws -> Int {
        var code = try huffman(bits: 7)
        if code < 0b0011000 { return 256 + code }
        code = try code << 1 | number(bits: 1)
        if code < 0b11000000 { return code - 0b00110000 }
        if code < 0b11001000 { return 280 + code - 0b11000000 }
        code = try code << 1 | number(bits: 1)
        return 144 + code - 0b110010000
    }

    private mutating func huffman(bits: Int) throws -> Int {
        try (0..<bits).reduce(0) { code, _ in try code << 1 | number(bits: 1) }
    }

    private mutating func number(bits: Int) throws -> Int {
        var value = 0
        for shift in 0..<bits {
            guard bit / 8 < bytes.count else { throw Broken(reason: "the stream ends early") }
            value |= Int(bytes[bit / 8] >> UInt8(bit % 8) & 1) << shift
            bit += 1
        }
        return value
    }

    private static let lengths = steps(from: 3, extras: [8, 4, 4, 4, 4, 4]) + [(base: 258, extra: 0)]
    private static let distances = steps(from: 1, extras: [4] + Array(repeating: 2, count: 13))

    /// Bases and extra bits: so many codes with no extra bit, so many with one, and so on. Of the lengths, 258 has a code of its own.
    private static func steps(from first: Int, extras: [Int]) -> [(base: Int, extra: Int)] {
        var steps: [(base: Int, extra: Int)] = []
        var base = first
        for (extra, count) in extras.enumerated() {
            for _ in 0..<count {
                steps.append((base, extra))
                base += 1 << extra
            }
        }
        return steps
    }
}
