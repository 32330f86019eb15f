extension JPEG {
    /// Bits that go out together, the highest first.
    struct Code {
        var bits: UInt32 = 0
        /// 0 where there is no code.
        var count = 0
    }

    /// A Huffman table from the lengths of its codes (T.81 annex C).
    struct HuffmanTable {
        /// By symbol.
        let codes: [Code]
        /// In the order of their codes.
        private let symbols: [UInt8]

        /// `lengths` by symbol, at most 256 of them, each 1 to 16 bits; 0 for a symbol that never comes.
        init(lengths: [Int]) {
            let ordered = lengths.indices.filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
            var codes = Array(repeating: Code(), count: lengths.count)
            var next: UInt32 = 0
            var length = 0
            for symbol in ordered {
                next <<= UInt32(lengths[symbol] - length)
                length = lengths[symbol]
                codes[symbol] = Code(bits: next, count: length)
                next += 1
            }
            self.codes = codes
            symbols = ordered.map { UInt8($0) }
        }

        /// What a decoder builds the table from (T.81 §B.2.4.2); class 0 is for DC, 1 for AC. The table's number is 0.
        func specification(class kind: UInt8) -> [UInt8] {
            let counts = (1...16).map { length in UInt8(codes.count { $0.count == length }) }
            return [kind << 4] + counts + symbols
        }
    }
}

extension JPEG.HuffmanTable {
    /// By the number of bits in the difference: one bit for none at all, three for what neighbouring cells mostly differ by.
    /// The levels are 0…255, so no difference has more than eight bits. The code of ones alone stays free (T.81 §C.2).
    static let dc = Self(lengths: [1, 5, 4, 3, 3, 3, 6, 7, 8])

    /// One bit for the end of a block. Otherwise the length is 1 more than that of a code for the size and one for the run, each
    /// complete in itself; of size 0 there is only the run of sixteen zeros, and what its others would take stays free.
    static let ac: Self = {
        let forSize = [7, 2, 2, 2, 3, 4, 5, 6, 7]
        let forRun = [1, 3, 3, 4, 4, 5, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7]
        var lengths = Array(repeating: 0, count: 256)
        for (run, runLength) in forRun.enumerated() {
            for size in forSize.indices where size > 0 || run == 15 {
                lengths[run << 4 | size] = 1 + runLength + forSize[size]
            }
        }
        lengths[0] = 1
        return Self(lengths: lengths)
    }()
}
