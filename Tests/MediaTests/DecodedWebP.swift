/// A lossless WebP read back by the rules of RFC 9649: any prefix codes and copies, but no transform and no colour cache.
struct DecodedWebP {
    struct Broken: Error {
        let reason: String
    }

    private(set) var width = 0
    private(set) var height = 0
    private(set) var hasAlpha = false
    private(set) var chunkNames: [String] = []
    /// Red, green, blue and alpha, row by row.
    private(set) var pixels: [[UInt8]] = []

    init(_ file: [UInt8]) throws {
        guard file.count % 2 == 0, file.starts(with: "RIFF".utf8), file[8..<12].elementsEqual("WEBP".utf8),
            Self.number(file[4..<8]) == file.count - 8
        else { throw Broken(reason: "file header") }
        var place = 12
        while place < file.count {
            let length = Self.number(file[(place + 4)..<(place + 8)])
            let data = Array(file[(place + 8)..<(place + 8 + length)])
            chunkNames.append(String(decoding: file[place..<(place + 4)], as: UTF8.self))
            if chunkNames.last == "VP8L" { try read(data) }
            place += 8 + length + length % 2
        }
    }

    private mutating func read(_ data: [UInt8]) throws {
        var bits = BitReader(bytes: data)
        guard try bits.number(8) == 0x2F else { throw Broken(reason: "signature") }
        width = try bits.number(14) + 1
        height = try bits.number(14) + 1
        hasAlpha = try bits.number(1) == 1
        guard try bits.number(6) == 0 else { throw Broken(reason: "version, transform, cache or meta codes") }
        let codes = try [280, 256, 256, 256, 40].map { try PrefixCode(alphabet: $0, from: &bits) }
        pixels.reserveCapacity(width * height)
        while pixels.count < width * height {
            let symbol = try codes[0].next(from: &bits)
            if symbol < 256 {
                let rest = try codes[1...3].map { UInt8(try $0.next(from: &bits)) }
                pixels.append([rest[0], UInt8(symbol), rest[1], rest[2]])
            } else {
                try copy(Self.value(symbol - 256, from: &bits), Self.value(codes[4].next(from: &bits), from: &bits))
            }
        }
        guard pixels.count == width * height else { throw Broken(reason: "a copy beyond the last pixel") }
        guard bits.isAtEnd else { throw Broken(reason: "bytes after the last pixel") }
    }

    private mutating func copy(_ length: Int, _ code: Int) throws {
        guard code == 1 || code == 2 || code > 120 else { throw Broken(reason: "distance code \(code)") }
        let distance = code == 1 ? width : code == 2 ? 1 : code - 120
        guard distance <= pixels.count else { throw Broken(reason: "a distance before the first pixel") }
        for _ in 0..<length { pixels.append(pixels[pixels.count - distance]) }
    }

    /// A length or distance from its prefix.
    private static func value(_ prefix: Int, from bits: inout BitReader) throws -> Int {
        guard prefix >= 4 else { return prefix + 1 }
        let extra = (prefix - 2) >> 1
        return try (2 + prefix & 1) << extra + bits.number(extra) + 1
    }

    private static func number(_ bytes: some BidirectionalCollection<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}

extension DecodedWebP {
    struct BitReader {
        let bytes: [UInt8]
        private var bit = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        var isAtEnd: Bool { (bit + 7) / 8 == bytes.count }

        mutating func number(_ count: Int) throws -> Int {
            guard bit + count <= 8 * bytes.count else { throw Broken(reason: "the data end early") }
            defer { bit += count }
            return (0..<count).reduce(0) { $0 | Int(bytes[(bit + $1) / 8] >> UInt8((bit + $1) % 8) & 1) << $1 }
        }
    }

    /// Symbols by length and code.
    struct PrefixCode {
        private var symbols: [Int: Int] = [:]
        /// The symbol of a code that has only one, and so no bits.
        private var only: Int?

        init(alphabet: Int, from bits: inout BitReader) throws {
            if try bits.number(1) == 1 {
                let count = try bits.number(1) + 1
                var lengths = Array(repeating: 0, count: alphabet)
                lengths[try bits.number(try bits.number(1) == 1 ? 8 : 1)] = 1
                if count == 2 { lengths[try bits.number(8)] = 1 }
                try self.init(lengths: lengths)
            } else {
                try self.init(lengths: Self.lengths(alphabet: alphabet, from: &bits))
            }
        }

        private init(lengths: [Int]) throws {
            let used = lengths.indices.filter { lengths[$0] > 0 }
            if used.count == 1 { only = used[0] }
            var code = 0
            for length in 1...15 {
                for symbol in used where lengths[symbol] == length {
                    symbols[1 << length | code] = symbol
                    code += 1
                }
                code <<= 1
            }
            guard only != nil || code == 1 << 16 else { throw Broken(reason: "a prefix code that is not complete") }
        }

        private static func lengths(alphabet: Int, from bits: inout BitReader) throws -> [Int] {
            let order = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]
            var inner = Array(repeating: 0, count: 19)
            for place in 0..<(try bits.number(4) + 4) { inner[order[place]] = try bits.number(3) }
            let code = try PrefixCode(lengths: inner)
            guard try bits.number(1) == 0 else { throw Broken(reason: "a shortened list of lengths") }
            var lengths: [Int] = []
            while lengths.count < alphabet {
                switch try code.next(from: &bits) {
                case 16: lengths += Array(repeating: lengths.last { $0 > 0 } ?? 8, count: try bits.number(2) + 3)
                case 17: lengths += Array(repeating: 0, count: try bits.number(3) + 3)
                case 18: lengths += Array(repeating: 0, count: try bits.number(7) + 11)
                case let length: lengths.append(length)
                }
            }
            guard lengths.count == alphabet else { throw Broken(reason: "too many lengths") }
            return lengths
        }

        func next(from bits: inout BitReader) throws -> Int {
            if let only { return only }
            var code = 1
            while code < 1 << 16 {
                code = try code << 1 | bits.number(1)
                if let symbol = symbols[code] { return symbol }
            }
            throw Broken(reason: "no such code")
        }
    }
}
