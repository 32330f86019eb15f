/// A tag before the sound (ID3v2.4.0, "Main Structure" and "Native Frames"): what players show.
struct ID3 {
    /// Sizes are written in 28 bits, seven a byte.
    private static let largest = 1 << 28 - 1
    /// Bytes of one text; the whole tag stays far below `largest`.
    private static let longestText = 1 << 24

    /// The tag up to its padding.
    private(set) var bytes: [UInt8]
    /// Zeros that belong to the tag and follow `bytes`.
    let padding: Int

    /// - Parameter wholeSize: Bytes that the tag with its padding shall have at least.
    init(_ tags: Sound.Tags, wholeSize: Int = 0) {
        // A comment begins with its language and an empty name.
        let comment = Array("eng".utf8) + [0]
        let frames =
            Self.frame("TIT2", tags.title) + Self.frame("TPE1", tags.artist)
            + Self.frame("TSSE", tags.software) + Self.frame("COMM", tags.comment, after: comment)
        let size = min(max(frames.count, wholeSize - 10), Self.largest)
        padding = size - frames.count
        bytes = Array("ID3".utf8) + [4, 0, 0] + Self.synchsafe(size) + frames
    }

    /// Identifier, size, no flags, UTF-8, the text. A NUL would end the text.
    private static func frame(_ name: String, _ text: String, after prefix: [UInt8] = []) -> [UInt8] {
        let text = text.utf8.prefix(longestText).map { $0 == 0 ? UInt8(ascii: " ") : $0 }
        return Array(name.utf8) + synchsafe(1 + prefix.count + text.count) + [0, 0, 3] + prefix + text
    }

    private static func synchsafe(_ size: Int) -> [UInt8] {
        [21, 14, 7, 0].map { UInt8(truncatingIfNeeded: size >> $0 & 0x7F) }
    }
}
