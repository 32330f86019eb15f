/// A PNG read back by the rules of its specification, every checksum and filter checked.
struct DecodedPNG {
    struct Broken: Error {
        let reason: String
    }

    private(set) var width = 0
    private(set) var height = 0
    private(set) var channels = 0
    private(set) var texts: [String: String] = [:]
    private(set) var chunkNames: [String] = []
    /// Row by row, `channels` bytes a pixel.
    private(set) var samples: [UInt8] = []

    init(_ file: [UInt8]) throws {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]) else { throw Broken(reason: "signature") }
        var place = 8
        var packed: [UInt8] = []
        while place < file.count {
            let length = Self.number(file[place..<(place + 4)])
            let body = Array(file[(place + 4)..<(place + 8 + length)])
            guard Self.number(file[(place + 8 + length)..<(place + 12 + length)]) == Self.checksum(body) else {
                throw Broken(reason: "CRC-32")
            }
            packed += try read(String(decoding: body.prefix(4), as: UTF8.self), Array(body.dropFirst(4)))
            place += 12 + length
        }
        guard chunkNames.first == "IHDR", chunkNames.last == "IEND" else { throw Broken(reason: "order of chunks") }
        try unfilter(Inflate.zlib(packed))
    }

    /// The channels of a pixel.
    func pixel(x: Int, y: Int) -> [UInt8] {
        let start = (y * width + x) * channels
        return Array(samples[start..<(start + channels)])
    }

    private mutating func read(_ name: String, _ data: [UInt8]) throws -> [UInt8] {
        chunkNames.append(name)
        switch name {
        case "IHDR":
            (width, height) = (Self.number(data[0..<4]), Self.number(data[4..<8]))
            guard data[8] == 8, [2, 6].contains(data[9]), data[10...] == [0, 0, 0] else { throw Broken(reason: "IHDR") }
            channels = data[9] == 6 ? 4 : 3
        case "tEXt":
            let parts = data.split(separator: 0, maxSplits: 1)
            texts[String(decoding: parts[0], as: UTF8.self)] = String(
                String.UnicodeScalarView(parts[1].map { Unicode.Scalar($0) }))
        case "iTXt":
            let parts = data.split(separator: 0, maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6, parts[1...4].allSatisfy(\.isEmpty) else { throw Broken(reason: "iTXt") }
            texts[String(decoding: parts[0], as: UTF8.self)] = String(decoding: parts[5], as: UTF8.self)
        case "IDAT": return data
        case "IEND": guard data.isEmpty else { throw Broken(reason: "IEND") }
        default: throw Broken(reason: "unknown chunk \(name)")
        }
        return []
    }

    private mutating func unfilter(_ data: [UInt8]) throws {
        let rowLength = width * channels
        guard data.count == height * (rowLength + 1) else { throw Broken(reason: "\(data.count) bytes of rows") }
        samples = Array(repeating: 0, count: height * rowLength)
        for y in 0..<height {
            let filter = data[y * (rowLength + 1)]
            guard filter == 1 || (filter == 2 && y > 0) else { throw Broken(reason: "filter \(filter) in row \(y)") }
            for place in 0..<rowLength {
                let target = y * rowLength + place
                let before = filter == 2 ? target - rowLength : place < channels ? nil : target - channels
                samples[target] = data[y * (rowLength + 1) + 1 + place] &+ (before.map { samples[$0] } ?? 0)
            }
        }
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        var remainder: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
        }
        return Int(~remainder)
    }
}
