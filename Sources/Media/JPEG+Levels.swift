extension JPEG {
    /// A colour as luma and two colour differences, each 0…255 over the full range (JFIF 1.02, page 3).
    struct Levels: Equatable {
        var luma: Int
        var blue: Int
        var red: Int

        /// The middle of each range, where the prediction of the first unit starts (T.81 §F.1.1.5.1, after the level shift).
        static let middle = Levels(luma: 128, blue: 128, red: 128)

        init(luma: Int, blue: Int, red: Int) {
            self.luma = luma
            self.blue = blue
            self.red = red
        }

        /// The factors are those of JFIF (0.299, 0.587, 0.114; 0.1687, 0.3313, 0.5; 0.5, 0.4187, 0.0813) in 1/65536, in each
        /// line with the sum that it ought to have: 1, 0 and 0. Halves of a difference go down, so that none becomes 256.
        init(_ colour: Colour) {
            let (r, g, b) = (
                Self.onWhite(colour.red, colour), Self.onWhite(colour.green, colour), Self.onWhite(colour.blue, colour)
            )
            luma = (19595 * r + 38470 * g + 7471 * b + 32768) >> 16
            blue = 128 + (-11059 * r - 21709 * g + 32768 * b + 32767) >> 16
            red = 128 + (32768 * r - 27439 * g - 5329 * b + 32767) >> 16
        }

        private static func onWhite(_ channel: UInt8, _ colour: Colour) -> Int {
            let alpha = Int(colour.alpha)
            return alpha == 255 ? Int(channel) : (Int(channel) * alpha + 255 * (255 - alpha) + 127) / 255
        }
    }
}
