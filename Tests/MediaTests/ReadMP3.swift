@testable import Media

/// One frame of the kind that the writer makes, taken apart field by field.
struct ReadMP3Frame {
    struct Unexpected: Error { var field: String }

    /// The quantised lines that are not zero, for each granule; those of the first channel.
    private(set) var granules: [[Int: Int]] = []
    private var reader: FrameReader

    init(_ bytes: [UInt8]) throws {
        reader = FrameReader(bytes)
        try expect(0xFFFB, bits: 16, "sync, MPEG-1, Layer III, no CRC")
        let bitRate = try reader.read(4)
        try expect(0b0100, bits: 4, "48 kHz, no padding")
        let mode = try reader.read(4)
        let isMono = mode == 0b1100
        guard isMono || mode == 0b0110, bitRate == (isMono ? 1 : 5) else { throw Unexpected(field: "mode") }
        try expect(0b0100, bits: 4, "original, no emphasis")
        try expect(0, bits: isMono ? 9 + 5 + 4 : 9 + 3 + 8, "main_data_begin, private_bits, scfsi")
        var parts: [Int] = []
        for _ in 0..<2 {
            parts.append(try granule(gain: isMono ? 198 : 200))
            if !isMono, try granule(gain: 200) != 0 { throw Unexpected(field: "side channel") }
        }
        guard reader.position == (isMono ? 21 : 36) * 8 else { throw Unexpected(field: "side information") }
        for part in parts { granules.append(try lines(bits: part)) }
        try expectZeros()
    }

    private mutating func expect(_ value: Int, bits: Int, _ field: String) throws {
        guard try reader.read(bits) == value else { throw Unexpected(field: field) }
    }

    private mutating func granule(gain: Int) throws -> Int {
        let part = try reader.read(12)
        try expect(0, bits: 9, "big_values")
        try expect(gain, bits: 8, "global_gain")
        try expect(0, bits: 4 + 1 + 15 + 7, "scale factors, window, tables, regions")
        try expect(1, bits: 3, "count1table_select")
        return part
    }

    private mutating func lines(bits: Int) throws -> [Int: Int] {
        var (lines, line, end) = ([:] as [Int: Int], 0, reader.position + bits)
        while reader.position < end {
            let set = try 15 - reader.read(4)
            for place in 0..<4 where set & 8 >> place != 0 {
                lines[line + place] = try reader.read(1) == 0 ? 1 : -1
            }
            line += 4
        }
        guard reader.position == end else { throw Unexpected(field: "part2_3_length") }
        end = line
        return lines
    }

    private mutating func expectZeros() throws {
        while reader.position < reader.bytes.count * 8 { try expect(0, bits: 1, "ancillary data") }
    }
}

/// The texts of the tag at the start of a file.
struct ReadID3 {
    struct Broken: Error {}

    private(set) var texts: [String: String] = [:]

    init(_ file: StreamedFile) throws {
        let end = try tagSize(of: file)
        let bytes = file.bytes(0..<end)
        guard bytes[3] == 4, bytes[4] == 0, bytes[5] == 0 else { throw Broken() }
        var place = 10
        while place < end, bytes[place] != 0 {
            let size = bytes[place + 4..<place + 8].reduce(0) { $0 << 7 | Int($1) }
            guard bytes[place + 10] == 3, place + 10 + size <= end else { throw Broken() }
            let name = String(decoding: bytes[place..<place + 4], as: UTF8.self)
            texts[name] = String(decoding: bytes[place + 11..<place + 10 + size], as: UTF8.self)
            place += 10 + size
        }
    }
}
