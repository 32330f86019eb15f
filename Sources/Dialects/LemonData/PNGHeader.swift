import Core

/// What the first bytes of a PNG say of it (PNG, third edition, §5.2 and §11.2.1).
struct PNGHeader: Equatable {
    var size: PixelSize

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// The first chunk, which has 13 bytes.
    private static let first: [UInt8] = [0, 0, 0, 13] + Array("IHDR".utf8)

    /// nil for anything but a PNG with a width and a height.
    init?(_ bytes: ArraySlice<UInt8>) {
        let start = bytes.startIndex
        guard bytes.count >= 24, bytes.prefix(8).elementsEqual(Self.signature),
            bytes[(start + 8)..<(start + 16)].elementsEqual(Self.first)
        else { return nil }
        let number = { (place: Int) in bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
        size = PixelSize(width: number(start + 16), height: number(start + 20))
        guard size.width > 0, size.height > 0, size.width <= Int32.max, size.height <= Int32.max else { return nil }
    }
}
