import Digests
import HTTPMessages

/// A part of a body with its file at hand.
enum FilledPart: Sendable {
    case bytes([UInt8])
    case base64(MediaFile)

    var length: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .base64(let file): Base64.length(of: file.length)
        }
    }
}

/// Reads a part piece by piece. A file is encoded as it goes out, so no loop is kept long and no text is held whole.
struct PartReader: Sendable {
    private let part: FilledPart
    private var position = 0
    private let end: Int
    private let splitsCharacters: Bool

    /// - Parameters:
    ///   - limit: no more than so many bytes of the part; nil: all.
    ///   - splitsCharacters: each character of more than one byte is cut behind its first.
    init(_ part: FilledPart, atMost limit: Int? = nil, splitsCharacters: Bool = false) {
        self.part = part
        self.splitsCharacters = splitsCharacters
        end = min(part.length, limit.map { max(0, $0) } ?? .max)
    }

    /// About so many bytes, and never none; nil at the end.
    mutating func next(atMost limit: Int) -> [UInt8]? {
        guard position < end else { return nil }
        let piece = piece(atMost: limit)
        position += piece.count
        return piece
    }

    /// Of a file whole groups of three bytes, so that no padding comes in between.
    private func piece(atMost limit: Int) -> [UInt8] {
        switch part {
        case .bytes(let bytes):
            let piece = bytes[position..<min(end, position + max(1, limit))]
            // The first byte of a character of several (RFC 3629 §3).
            guard splitsCharacters, let cut = piece.firstIndex(where: { $0 >= 0xC0 }) else { return Array(piece) }
            return Array(piece[...cut])
        case .base64(let file):
            let start = position / 4 * 3
            let count = max(3, limit / 4 * 3)
            let text = Base64.encodedBytes(file.bytes(start..<min(file.length, start + count)))
            return position + text.count <= end ? text : Array(text.prefix(end - position))
        }
    }
}
