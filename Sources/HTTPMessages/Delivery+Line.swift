extension Delivery {
    /// How fast bytes go out.
    public struct Line: Sendable, Equatable {
        /// The line is off for so long, each time it has been on for `every`.
        public struct Outage: Sendable, Equatable {
            public var length: Duration
            /// More than zero.
            public var every: Duration

            public init(length: Duration, every: Duration) {
                self.length = length
                self.every = every
            }
        }

        /// Bytes a second, at least 1.
        public var rate: Int
        /// The rate of a slice is at most so much lower or higher.
        public var jitter: Int
        public var outage: Outage?

        public init(rate: Int, jitter: Int = 0, outage: Outage? = nil) {
            self.rate = max(1, rate)
            self.jitter = jitter
            self.outage = outage
        }

        /// How long so many bytes take.
        ///
        /// - Parameter chance: what the rate of this slice follows from.
        func time(for bytes: Int, chance: UInt64) -> Duration {
            let offset = jitter > 0 ? Int(chance % (UInt64(jitter) * 2 + 1)) - jitter : 0
            return .nanoseconds(Int64(bytes) * 1_000_000_000 / Int64(max(1, rate + offset)))
        }

        /// How long the line is off while it is on from the one moment to the other, both counted without its outages.
        func timeOff(from start: Duration, to end: Duration) -> Duration {
            guard let outage else { return .zero }
            return outage.length * (whole(end, outage.every) - whole(start, outage.every))
        }

        private func whole(_ span: Duration, _ every: Duration) -> Int {
            Int(nanoseconds(span) / max(1, nanoseconds(every)))
        }

        private func nanoseconds(_ span: Duration) -> Int64 {
            span.components.seconds * 1_000_000_000 + span.components.attoseconds / 1_000_000_000
        }
    }
}
