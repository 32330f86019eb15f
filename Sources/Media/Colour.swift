/// A pixel: sRGB, eight bits a channel, alpha not multiplied in.
struct Colour: Sendable, Hashable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8
    var alpha: UInt8 = 255

    static let clear = Colour(red: 0, green: 0, blue: 0, alpha: 0)
    static let black = Colour(red: 0, green: 0, blue: 0)
    static let white = Colour(red: 255, green: 255, blue: 255)

    /// The full hue circle in steps of 1/256 of a sixth.
    static let hues = 6 * 256

    init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// From hue (any integer, taken round the circle), saturation and value (both 0…255), in integers only,
    /// so that no machine rounds differently.
    init(hue: Int, saturation: Int, value: Int) {
        let turn = ((hue % Self.hues) + Self.hues) % Self.hues
        let within = turn & 255
        let low = UInt8(value * (255 - saturation) / 255)
        let falling = UInt8(value * (255 * 256 - saturation * within) / (255 * 256))
        let rising = UInt8(value * (255 * 256 - saturation * (256 - within)) / (255 * 256))
        let top = UInt8(value)
        switch turn >> 8 {
        case 0: self.init(red: top, green: rising, blue: low)
        case 1: self.init(red: falling, green: top, blue: low)
        case 2: self.init(red: low, green: top, blue: rising)
        case 3: self.init(red: low, green: falling, blue: top)
        case 4: self.init(red: rising, green: low, blue: top)
        default: self.init(red: top, green: low, blue: falling)
        }
    }

    /// This colour with `share`/256 of another in it; alpha stays.
    func mixed(with other: Colour, share: Int) -> Colour {
        func channel(_ own: UInt8, _ other: UInt8) -> UInt8 {
            UInt8((Int(own) * (256 - share) + Int(other) * share + 128) >> 8)
        }
        return Colour(
            red: channel(red, other.red), green: channel(green, other.green), blue: channel(blue, other.blue),
            alpha: alpha)
    }
}
