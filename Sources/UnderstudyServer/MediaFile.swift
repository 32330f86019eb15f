import HTTPMessages
import Media
import Synchronization

/// A file that was made: in memory, or as the recipe that any part of it can be made from.
enum MediaFile: Sendable {
    case whole([UInt8])
    case streamed(StreamedFile)

    var length: Int {
        switch self {
        case .whole(let bytes): bytes.count
        case .streamed(let file): file.length
        }
    }

    /// What it occupies.
    var weight: Int {
        if case .whole(let bytes) = self { bytes.count } else { 0 }
    }

    func bytes(_ range: Range<Int>) -> [UInt8] {
        switch self {
        case .whole(let bytes): Array(bytes[range])
        case .streamed(let file): file.bytes(range)
        }
    }

    func body(_ range: Range<Int>) -> Response.Body {
        switch self {
        case .whole(let bytes):
            .bytes(range == 0..<bytes.count ? bytes : Array(bytes[range]))
        case .streamed(let file):
            .stream(FileStream(file, range))
        }
    }
}

/// A part of a streamed file on its way out.
private final class FileStream: BodyStream {
    private let file: StreamedFile
    private let end: Int
    private let position: Mutex<Int>
    let length: Int?

    init(_ file: StreamedFile, _ range: Range<Int>) {
        self.file = file
        end = range.upperBound
        length = range.count
        position = Mutex(range.lowerBound)
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
