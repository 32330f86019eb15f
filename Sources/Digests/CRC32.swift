/// The checksum of PNG and gzip (reflected polynomial 0xEDB88320), piece by piece or at once.
///
/// Eight bytes a step by eight tables ("slicing by 8"), since megabytes of picture go through here.
public struct CRC32: Sendable {
    private var state: UInt32 = .max

    public init() {}

    public static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = CRC32()
        sum.update(bytes.span)
        return sum.value
    }

    /// The checksum of everything given so far.
    public var value: UInt32 { ~state }

    public mutating func update(_ bytes: [UInt8]) {
        update(bytes.span)
    }

    public mutating func update(_ bytes: Span<UInt8>) {
        let tables = Self.tables.span
        let wholeSteps = bytes.count - bytes.count % 8
        var sum = state
        var index = 0
        while index < wholeSteps {
            sum = Self.step(sum, bytes.extracting(index..<index + 8), tables)
            index += 8
        }
        while index < bytes.count {
            sum = tables[Int(UInt8(truncatingIfNeeded: sum) ^ bytes[index])] ^ sum >> 8
            index += 1
        }
        state = sum
    }

    /// Takes in eight bytes. Table `k` knows what a byte has become `k` bytes later.
    @inline(__always)
    private static func step(_ sum: UInt32, _ bytes: Span<UInt8>, _ tables: Span<UInt32>) -> UInt32 {
        var result: UInt32 = 0
        for place in 0..<8 {
            let mixed = place < 4 ? bytes[place] ^ UInt8(truncatingIfNeeded: sum >> UInt32(8 * place)) : bytes[place]
            result ^= tables[(7 - place) << 8 | Int(mixed)]
        }
        return result
    }

    private static let tables: [UInt32] = {
        var tables: [UInt32] = (0..<256).map { byte in
            (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
        }
        for index in 256..<2_048 {
            let earlier = tables[index - 256]
            tables.append(tables[Int(earlier & 255)] ^ earlier >> 8)
        }
        return tables
    }()
}
