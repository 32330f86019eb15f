extension H264 {
    /// A level: the largest picture and the fastest stream that a decoder has to be ready for (H.264 Table A-1).
    struct Level: Sendable {
        /// Ten times the number of the level.
        var identifier: UInt8
        /// Macroblocks a second.
        var pace: Int
        /// Macroblocks a picture.
        var size: Int

        /// Levels below 3 allow so little a second that a caption in I_PCM could exceed it.
        private static let all = [
            Level(identifier: 30, pace: 40_500, size: 1_620),
            Level(identifier: 31, pace: 108_000, size: 3_600),
            Level(identifier: 32, pace: 216_000, size: 5_120),
            Level(identifier: 40, pace: 245_760, size: 8_192),
            Level(identifier: 42, pace: 522_240, size: 8_704),
            Level(identifier: 50, pace: 589_824, size: 22_080),
            Level(identifier: 51, pace: 983_040, size: 36_864),
            Level(identifier: 52, pace: 2_073_600, size: 36_864),
            Level(identifier: 60, pace: 4_177_920, size: 139_264),
            Level(identifier: 61, pace: 8_355_840, size: 139_264),
            Level(identifier: 62, pace: 16_711_680, size: 139_264),
        ]

        /// The lowest level for so many macroblocks at a rate. No side may exceed the root of eight pictures (§A.3.1).
        static func lowest(columns: Int, rows: Int, rate: FrameRate) -> UInt8 {
            let size = columns * rows
            let side = max(columns, rows)
            let fitting = all.first { level in
                size <= level.size && side * side <= 8 * level.size
                    && size * rate.timescale <= level.pace * rate.frameDuration
            }
            return (fitting ?? all[all.count - 1]).identifier
        }
    }
}
