internal import CXXHash

/// XXH3 of xxHash: a fast hash that tells contents apart, the same on every machine.
///
/// Not for what must not be forged. For draws, ids and fingerprints it is enough: this is a local server for tests, and
/// whoever makes two contents of one hash spoils no tests but their own.
public enum XXH3 {
    public struct Hash128: Sendable, Hashable {
        public let high: UInt64
        public let low: UInt64

        /// 16, the most significant first.
        public var bytes: [UInt8] {
            let (front, back) = (high.bigEndianBytes, low.bigEndianBytes)
            var bytes: [UInt8] = []
            bytes.append(addingCapacity: 16) { output in
                for place in front.indices { output.append(front[place]) }
                for place in back.indices { output.append(back[place]) }
            }
            return bytes
        }
    }

    /// - Parameter seed: each makes another hash of the same bytes.
    public static func hash128(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> Hash128 {
        let hash = unsafe bytes.withUnsafeBufferPointer { unsafe cxxhash_128($0.baseAddress, $0.count, seed) }
        return Hash128(high: hash.high, low: hash.low)
    }

    /// - Parameter seed: each makes another hash of the same bytes.
    public static func hash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        unsafe bytes.withUnsafeBufferPointer { unsafe cxxhash_64($0.baseAddress, $0.count, seed) }
    }
}

extension UInt64 {
    /// The most significant first.
    var bigEndianBytes: InlineArray<8, UInt8> {
        InlineArray { place in UInt8(truncatingIfNeeded: self >> UInt64(56 - 8 * place)) }
    }
}
