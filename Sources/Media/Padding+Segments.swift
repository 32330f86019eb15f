extension Padding {
    /// How many bytes of padding are cut into segments, of two lengths at most.
    struct Segments {
        /// The most bytes of one segment: JPEG's two bytes of length count up to 65535, and the marker has two more. An even number.
        static let longest = 65536

        /// How many there are in all, at least 1.
        let count: Int
        /// The bytes of a short one.
        let length: Int
        /// How many are longer than that, by one unit.
        let longer: Int
        /// The bytes of all.
        let total: Int

        /// Nil where not even one fits in.
        init?(of bytes: Int, overhead: Int, unit: Int) {
            guard bytes >= overhead else { return nil }
            let units = bytes / unit
            let longestUnits = Self.longest / unit
            count = (units - 1) / longestUnits + 1
            length = units / count * unit
            longer = units % count
            total = units * unit
        }
    }
}
