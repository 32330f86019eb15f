extension WebP {
    /// Bits from the lowest of each byte on.
    struct BitWriter {
        private var bytes: [UInt8] = []
        private var pending: UInt64 = 0
        /// Under 32 between two calls.
        private var pendingBits = 0

        /// The lowest `count` bits of `bits`, at most 32; the others are zero.
        mutating func put(_ bits: UInt32, bits count: Int) {
            pending |= UInt64(bits) << UInt64(pendingBits)
            pendingBits += count
            if pendingBits >= 32 {
                for _ in 0..<4 { putByte() }
            }
        }

        /// Fills the last byte with zeros.
        consuming func finish() -> [UInt8] {
            while pendingBits > 0 { putByte() }
            return bytes
        }

        private mutating func putByte() {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingBits -= 8
        }
    }
}
