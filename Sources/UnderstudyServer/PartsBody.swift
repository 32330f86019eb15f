import Basics
import HTTPMessages

/// A body of bytes and files, of known length.
final class PartsBody: BodyStream {
    private struct Progress: Sendable {
        var waiting: ArraySlice<FilledPart>
        var reader: PartReader?
    }

    let length: Int?
    private let progress: Lock<Progress>

    init(_ parts: [FilledPart]) {
        length = parts.reduce(0) { $0 + $1.length }
        progress = Lock(Progress(waiting: parts[...]), rank: .body)
    }

    func next(atMost limit: Int) -> BodyPiece {
        progress.withLock { progress in
            while true {
                if let piece = progress.reader?.next(atMost: limit) { return .bytes(piece) }
                guard let part = progress.waiting.popFirst() else { return .end }
                progress.reader = PartReader(part)
            }
        }
    }
}
