import Foundation

/// A baseline JPEG read back by the rules of T.81, down to the samples of its components; no colour conversion.
struct DecodedJPEG {
    struct Broken: Error {
        let reason: String
    }

    struct Component {
        var identifier: UInt8
        /// Blocks across and down in a unit.
        var across: Int
        var down: Int
        var prediction = 0
        /// Samples, a row after the other, whole units.
        var rows: [[UInt8]]
    }

    private(set) var width = 0
    private(set) var height = 0
    private(set) var comments: [[UInt8]] = []
    private(set) var components: [Component] = []
    private var quantisers: [Double] = []
    /// By class; symbols by code, with a one before the first bit.
    private var tables: [[Int: Int]] = [[:], [:]]
    private var bytes: [UInt8] = []
    private var bit = 0

    init(_ file: [UInt8]) throws {
        guard file.starts(with: [0xFF, 0xD8]), file.suffix(2) == [0xFF, 0xD9] else {
            throw Broken(reason: "SOI or EOI")
        }
        var place = 2
        var marker: UInt8 = 0
        while marker != 0xDA {
            guard file[place] == 0xFF else { throw Broken(reason: "no marker at \(place)") }
            marker = file[place + 1]
            let length = Int(file[place + 2]) << 8 | Int(file[place + 3])
            try read(marker, Array(file[(place + 4)..<(place + 2 + length)]))
            place += 2 + length
        }
        try scan(file[place..<(file.count - 2)])
    }

    private mutating func read(_ marker: UInt8, _ data: [UInt8]) throws {
        switch marker {
        case 0xE0: guard data.starts(with: "JFIF\0".utf8) else { throw Broken(reason: "JFIF") }
        case 0xFE: comments.append(data)
        case 0xDB: quantisers = data.dropFirst().map(Double.init)
        case 0xC0:
            (height, width) = (Int(data[1]) << 8 | Int(data[2]), Int(data[3]) << 8 | Int(data[4]))
            for start in stride(from: 6, to: data.count, by: 3) {
                let (across, down) = (Int(data[start + 1] >> 4), Int(data[start + 1] & 15))
                let row = Array(repeating: UInt8(0), count: (width + 15) / 16 * 8 * across)
                components.append(
                    Component(
                        identifier: data[start], across: across, down: down,
                        rows: Array(repeating: row, count: (height + 15) / 16 * 8 * down)))
            }
        case 0xC4:
            var (code, symbol) = (0, 17)
            for length in 1...16 {
                for _ in 0..<data[length] {
                    tables[Int(data[0] >> 4)][1 << length | code] = Int(data[symbol])
                    (code, symbol) = (code + 1, symbol + 1)
                }
                guard code < 1 << length else { throw Broken(reason: "a code of ones alone") }
                code <<= 1
            }
        case 0xDA: guard data == [3, 1, 0, 2, 0, 3, 0, 0, 63, 0] else { throw Broken(reason: "SOS") }
        default: throw Broken(reason: "marker \(marker)")
        }
    }

    private mutating func scan(_ data: ArraySlice<UInt8>) throws {
        var previous: UInt8 = 0
        for byte in data {
            if previous == 0xFF {
                guard byte == 0 else { throw Broken(reason: "a marker in the scan") }
            } else {
                bytes.append(byte)
            }
            previous = byte
        }
        for unitRow in 0..<((height + 15) / 16) {
            for unit in 0..<((width + 15) / 16) {
                for index in components.indices { try readUnit(index, unit, unitRow) }
            }
        }
        guard (bit + 7) / 8 == bytes.count else { throw Broken(reason: "bytes after the last unit") }
    }

    private mutating func readUnit(_ index: Int, _ unit: Int, _ unitRow: Int) throws {
        let (across, down) = (components[index].across, components[index].down)
        for block in 0..<(across * down) {
            let samples = try readBlock(index)
            let x = (unit * across + block % across) * 8
            let y = (unitRow * down + block / across) * 8
            for line in 0..<8 {
                components[index].rows[y + line].replaceSubrange(
                    x..<(x + 8), with: samples[(8 * line)..<(8 * line + 8)])
            }
        }
    }

    private mutating func readBlock(_ index: Int) throws -> [UInt8] {
        components[index].prediction += try number(symbol(0))
        var coefficients = Array(repeating: 0.0, count: 64)
        coefficients[0] = Double(components[index].prediction) * quantisers[0]
        var place = 1
        while place < 64 {
            let code = try symbol(1)
            if code == 0 { break }
            place += code >> 4
            guard place < 64 else { throw Broken(reason: "a run beyond the block") }
            coefficients[Self.natural[place]] = try Double(number(code & 15)) * quantisers[place]
            place += 1
        }
        // Flat, and so without a transform; it is only for speed.
        if !coefficients.dropFirst().contains(where: { $0 != 0 }) {
            return Array(repeating: Self.sample(coefficients[0] / 8), count: 64)
        }
        return Self.samples(of: coefficients)
    }

    private mutating func symbol(_ table: Int) throws -> Int {
        var code = 1
        while code < 1 << 16 {
            code = try code << 1 | nextBit()
            if let symbol = tables[table][code] { return symbol }
        }
        throw Broken(reason: "no such code")
    }

    /// A number of so many bits; negative where the first is 0.
    private mutating func number(_ size: Int) throws -> Int {
        let value = try (0..<size).reduce(0) { value, _ in try value << 1 | nextBit() }
        return size > 0 && value < 1 << (size - 1) ? value - (1 << size) + 1 : value
    }

    private mutating func nextBit() throws -> Int {
        guard bit / 8 < bytes.count else { throw Broken(reason: "the scan ends early") }
        defer { bit += 1 }
        return Int(bytes[bit / 8] >> UInt8(7 - bit % 8) & 1)
    }
}

extension DecodedJPEG {
    /// Where the coefficients of a block lie, by their place in the stream: walked as in T.81 figure A.6.
    private static let natural: [Int] = {
        var (x, y, places) = (0, 0, [0])
        while places.count < 64 {
            if (x + y) % 2 == 0 {
                if x == 7 { y += 1 } else { (x, y) = (x + 1, max(0, y - 1)) }
            } else {
                if y == 7 { x += 1 } else { (x, y) = (max(0, x - 1), y + 1) }
            }
            places.append(8 * y + x)
        }
        return places
    }()

    /// ½ C(k) cos((2n + 1)kπ/16), by n and k.
    private static let basis: [Double] = (0..<64).map { place in
        let (n, k) = (Double(place / 8), Double(place % 8))
        return (k == 0 ? 0.5.squareRoot() : 1) / 2 * cos((2 * n + 1) * k * .pi / 16)
    }

    /// The inverse DCT (T.81 §A.3.3).
    private static func samples(of coefficients: [Double]) -> [UInt8] {
        var lines = Array(repeating: 0.0, count: 64)
        for v in 0..<8 {
            for x in 0..<8 {
                lines[8 * v + x] = (0..<8).reduce(0) { $0 + coefficients[8 * v + $1] * basis[8 * x + $1] }
            }
        }
        return (0..<64).map { place in
            let value = (0..<8).reduce(0) { $0 + lines[8 * $1 + place % 8] * basis[8 * (place / 8) + $1] }
            return sample(value)
        }
    }

    private static func sample(_ value: Double) -> UInt8 {
        UInt8(min(max((value + 128).rounded(), 0), 255))
    }
}
