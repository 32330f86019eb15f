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

    /// So many times the same byte, in as many steps as their number has bits: one byte changes the state by a linear map, and such maps are
    /// squared.
    public mutating func update(_ byte: UInt8, times: Int) {
        // Column `bit` is what becomes of that bit of the state; `added` is what the byte adds.
        var columns = (0..<32).map { Self.moved(1 << UInt32($0)) }
        var added = Self.moved(UInt32(byte))
        var rest = times
        while rest > 0 {
            if rest & 1 == 1 { state = Self.product(columns, state) ^ added }
            added ^= Self.product(columns, added)
            columns = columns.map { Self.product(columns, $0) }
            rest >>= 1
        }
    }

    /// A state one byte later, if that is zero.
    private static func moved(_ state: UInt32) -> UInt32 {
        tables[Int(state & 255)] ^ state >> 8
    }

    private static func product(_ columns: [UInt32], _ vector: UInt32) -> UInt32 {
        (0..<32).reduce(0) { vector >> UInt32($1) & 1 == 1 ? $0 ^ columns[$1] : $0 }
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
