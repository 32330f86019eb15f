extension Delivery {
    /// Body bytes go out in slices, with a pause after each.
    public struct Slices: Sendable, Equatable {
        /// Bytes of a slice.
        public var size: Int
        /// A slice is at most so many bytes shorter or longer; which, follows from `key` and the slice's number.
        public var variation: Int
        /// After each slice.
        public var pause: Duration
        /// Makes the pauses longer; nil: as fast as it goes.
        public var line: Line?
        public var key: UInt64
        /// The head goes out in slices too.
        public var cutsHead: Bool

        public init(
            size: Int, variation: Int = 0, pause: Duration = .zero, line: Line? = nil, key: UInt64 = 0,
            cutsHead: Bool = false
        ) {
            self.cutsHead = cutsHead
            self.size = size
            self.variation = variation
            self.pause = pause
            self.line = line
            self.key = key
        }

        /// The bytes of the slice of that number, counted from 0; at least 1.
        public func size(of number: Int) -> Int {
            guard variation > 0 else { return max(1, size) }
            let span = UInt64(variation) * 2 + 1
            return max(1, size - variation + Int(chance(number) % span))
        }

        /// The pause after the slice of that number.
        ///
        /// - Parameter elapsed: how long the line was on before, which this counts further.
        public func pause(after bytes: Int, number: Int, elapsed: inout Duration) -> Duration {
            guard let line else { return pause }
            let start = elapsed
            elapsed += pause + line.time(for: bytes, chance: chance(~number))
            return elapsed - start + line.timeOff(from: start, to: elapsed)
        }

        private func chance(_ number: Int) -> UInt64 {
            Self.mixed(key &+ UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15)
        }

        /// The finalizer of SplitMix64: every bit of the number decides about every bit of the result.
        private static func mixed(_ number: UInt64) -> UInt64 {
            var mixed = number
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
