import Basics
import HTTPMessages
import Media

/// A file that was made: in memory, or as the recipe that any part of it can be made from.
indirect enum MediaFile: Sendable {
    case whole([UInt8])
    case streamed(StreamedFile)
    case spoilt(SpoiltFile)

    var length: Int {
        switch self {
        case .whole(let bytes): bytes.count
        case .streamed(let file): file.length
        case .spoilt(let file): file.length
        }
    }

    /// The bytes of a range that lies within the file.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        switch self {
        case .whole(let bytes): range == 0..<bytes.count ? bytes : Array(bytes[range])
        case .streamed(let file): file.bytes(range)
        case .spoilt(let file): file.bytes(range)
        }
    }

    /// What it occupies.
    var weight: Int {
        if case .whole(let bytes) = self { bytes.count } else { 0 }
    }

    func body(_ range: Range<Int>) -> Response.Body {
        switch self {
        case .whole: .bytes(bytes(range))
        case .streamed, .spoilt: .stream(FileStream(self, range))
        }
    }
}

/// A part of a file on its way out, made piece by piece.
private final class FileStream: BodyStream {
    private let file: MediaFile
    private let end: Int
    private let position: Lock<Int>
    let length: Int?

    init(_ file: MediaFile, _ range: Range<Int>) {
        self.file = file
        end = range.upperBound
        length = range.count
        position = Lock(range.lowerBound)
    }

    func next(atMost limit: Int) -> BodyPiece {
        position.withLock { position in
            guard position < end else { return .end }
            let piece = file.bytes(position..<min(end, position + max(1, limit)))
            position += piece.count
            return .bytes(piece)
        }
    }
}
