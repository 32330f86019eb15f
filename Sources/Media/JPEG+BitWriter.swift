extension JPEG {
    /// Entropy-coded data: the highest bit first, a zero byte after each 0xFF so that it is no marker (T.81 §F.1.2.3).
    struct BitWriter {
        private var bytes: [UInt8]
        private var pending: UInt64 = 0
        /// Under 32 between two calls.
        private var pendingBits = 0

        /// Appends to `header`.
        init(after header: [UInt8]) {
            bytes = header
        }

        /// The lowest `count` bits of `bits`, at most 32; the others are zero.
        mutating func put(_ bits: UInt32, bits count: Int) {
            pending = pending << UInt64(count) | UInt64(bits)
            pendingBits += count
            if pendingBits >= 32 {
                pendingBits -= 32
                append(UInt32(truncatingIfNeeded: pending >> UInt64(pendingBits)))
            }
        }

        /// Fills the last byte with ones.
        consuming func finish() -> [UInt8] {
            let missing = (8 - pendingBits % 8) % 8
            put((1 << UInt32(missing)) - 1, bits: missing)
            while pendingBits > 0 {
                pendingBits -= 8
                append(UInt8(truncatingIfNeeded: pending >> UInt64(pendingBits)))
            }
            return bytes
        }

        private mutating func append(_ word: UInt32) {
            for shift: UInt32 in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: word >> shift)) }
        }

        private mutating func append(_ byte: UInt8) {
            bytes.append(byte)
            if byte == 0xFF { bytes.append(0) }
        }
    }
}
