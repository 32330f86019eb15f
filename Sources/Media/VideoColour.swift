/// A colour as video holds it: BT.709 in the limited range, eight bits a component.
struct VideoColour: Sendable, Hashable {
    /// 16 is black, 235 white.
    var luma: UInt8
    /// Blue and red difference; 128 is grey.
    var blue: UInt8
    var red: UInt8

    init(luma: UInt8, blue: UInt8, red: UInt8) {
        self.luma = luma
        self.blue = blue
        self.red = red
    }

    /// BT.709 items 3.2 to 3.4 in units of 1/65536: 219/255 of each share of luma, and 224/255 of each colour difference. Grey
    /// has no colour difference because each row of chroma weights sums to nothing.
    init(_ colour: Colour) {
        let (red, green, blue) = (Int(colour.red), Int(colour.green), Int(colour.blue))
        luma = Self.rounded(11966 * red + 40254 * green + 4064 * blue, above: 16)
        self.blue = Self.rounded(-6596 * red - 22188 * green + 28784 * blue, above: 128)
        self.red = Self.rounded(28784 * red - 26145 * green - 2639 * blue, above: 128)
    }

    private static func rounded(_ sum: Int, above base: Int) -> UInt8 {
        UInt8(base + (sum + 1 << 15) >> 16)
    }
}
