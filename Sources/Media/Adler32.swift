/// The checksum of a zlib stream (RFC 1950 §8.2), with runs of zero bytes in closed form.
struct Adler32: Sendable {
    private static let modulus: UInt32 = 65521

    private var low: UInt32 = 1
    private var high: UInt32 = 0

    var checksum: UInt32 { high << 16 | low }

    mutating func add(_ byte: UInt8) {
        low += UInt32(byte)
        if low >= Self.modulus { low -= Self.modulus }
        high += low
        if high >= Self.modulus { high -= Self.modulus }
    }

    /// A zero leaves the low sum as it is and adds it to the high one.
    mutating func addZeros(_ count: Int) {
        let modulus = UInt64(Self.modulus)
        high = UInt32((UInt64(high) + UInt64(count) % modulus * UInt64(low)) % modulus)
    }
}
