/// Bits from the highest of each byte down, as the frames of MPEG audio have them.
struct FrameBits: Sendable {
    private(set) var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var pendingBits = 0

    /// The number of bits put in so far.
    var count: Int { bytes.count * 8 + pendingBits }

    /// The lowest `bits` bits of `value`, at most 32.
    mutating func put(_ value: Int, bits: Int) {
        pending = pending << UInt64(bits) | UInt64(truncatingIfNeeded: value) & (1 << UInt64(bits) - 1)
        pendingBits += bits
        while pendingBits >= 8 {
            pendingBits -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> UInt64(pendingBits)))
        }
    }

    /// Everything that `other` holds.
    mutating func put(_ other: FrameBits) {
        for byte in other.bytes { put(Int(byte), bits: 8) }
        put(Int(truncatingIfNeeded: other.pending), bits: other.pendingBits)
    }

    /// Zeros up to the next byte.
    mutating func align() {
        if pendingBits > 0 { put(0, bits: 8 - pendingBits) }
    }

    /// Zeros up to `size` bytes in all.
    mutating func fill(to size: Int) {
        align()
        if bytes.count < size { bytes += [UInt8](repeating: 0, count: size - bytes.count) }
    }
}
