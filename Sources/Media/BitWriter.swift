/// Bits, highest first, as H.264 has them (§7.2).
struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    /// Below 8 between two calls.
    private var pendingBits = 0

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        pending = 0
        pendingBits = 0
    }

    /// At most 56 bits; those of `value` above `count` must be zero.
    mutating func put(_ value: UInt64, bits count: Int) {
        pending = pending << UInt64(count) | value
        pendingBits += count
        while pendingBits >= 8 {
            pendingBits -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> UInt64(pendingBits)))
        }
    }

    mutating func put(_ code: BitCode) {
        put(UInt64(code.bits), bits: Int(code.count))
    }

    mutating func flag(_ value: Bool) {
        put(value ? 1 : 0, bits: 1)
    }

    /// Exp-Golomb, ue(v): §9.1.
    mutating func unsigned(_ value: Int) {
        put(BitCode(unsigned: value))
    }

    /// Exp-Golomb, se(v): §9.1.1.
    mutating func signed(_ value: Int) {
        unsigned(value > 0 ? 2 * value - 1 : -2 * value)
    }

    /// Zeros to the next byte: `pcm_alignment_zero_bit` of §7.3.5.
    mutating func align() {
        if pendingBits > 0 { put(0, bits: 8 - pendingBits) }
    }

    /// Whole bytes; the writer must be aligned.
    mutating func append(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// `rbsp_trailing_bits`: §7.3.2.11.
    mutating func finish() {
        put(1, bits: 1)
        align()
    }
}

/// A word of a variable-length code.
struct BitCode: Sendable, Hashable {
    var bits: UInt32
    var count: UInt8

    init(bits: UInt32, count: Int) {
        self.bits = bits
        self.count = UInt8(count)
    }

    /// From the way a standard prints it, such as `0001`.
    init(_ digits: some StringProtocol) {
        self.init(bits: UInt32(digits, radix: 2) ?? 0, count: digits.utf8.count)
    }

    /// Exp-Golomb: as many zeros as bits follow the first one.
    init(unsigned value: Int) {
        let word = UInt32(value + 1)
        self.init(bits: word, count: 2 * (UInt32.bitWidth - word.leadingZeroBitCount) - 1)
    }

    /// This word, then another.
    func followed(by next: BitCode) -> BitCode {
        BitCode(bits: bits << UInt32(next.count) | next.bits, count: Int(count + next.count))
    }
}
