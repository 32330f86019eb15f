/// A box of the ISO base media file format (ISO/IEC 14496-12 §4.2): its length, four letters, and what is in it.
struct MP4Box {
    private(set) var bytes: [UInt8]

    /// `type` is four letters of Latin-1.
    init(_ type: String, _ parts: [UInt8]...) {
        bytes = []
        bytes.appendBigEndian(UInt32(parts.reduce(8) { $0 + $1.count }))
        bytes += type.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        for part in parts { bytes += part }
    }

    /// A box with a version and flags before its content.
    init(full type: String, version: UInt8 = 0, flags: UInt32 = 0, _ parts: [UInt8]...) {
        self.init(type, Self.word(UInt32(version) << 24 | flags), parts.flatMap { $0 })
    }

    static func word(_ value: UInt32) -> [UInt8] {
        words([value])
    }

    static func words(_ values: some Sequence<UInt32>) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in values { bytes.appendBigEndian(value) }
        return bytes
    }

    static func half(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    /// Fixed point, sixteen bits before and after the point.
    static func fixed(_ value: Int) -> [UInt8] {
        word(UInt32(value) << 16)
    }

    static func zeros(_ count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: count)
    }

    /// No rotation, no scaling.
    static let matrix = words([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000])
}
