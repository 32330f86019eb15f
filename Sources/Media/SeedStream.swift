import Digests

/// The numbers that one seed gives (SplitMix64): enough for colours and patterns, and the same everywhere.
struct SeedStream: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return SplitMix64.scrambled(state)
    }

    /// A number from 0 to `bound` - 1. The bias of the remainder is far below what an eye could see.
    mutating func below(_ bound: Int) -> Int {
        Int(next() % UInt64(bound))
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }
}
