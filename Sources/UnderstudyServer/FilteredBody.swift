import Basics
import HTTPMessages

/// A stream whose bytes go through filters. How long it becomes is known at its end.
final class FilteredBody: BodyStream {
    fileprivate struct Progress: Sendable {
        var filters: [any BodyFilter]
        var isDone = false
    }

    let length: Int?
    private let stream: any BodyStream
    private let progress: Lock<Progress>

    init(_ stream: any BodyStream, _ filters: [any BodyFilter]) {
        self.stream = stream
        length = filters.reduce(stream.length) { $1.length(of: $0) }
        progress = Lock(Progress(filters: filters))
    }

    func next(atMost limit: Int) -> BodyPiece {
        while true {
            if progress.withLock({ $0.isDone }) { return .end }
            let piece: [UInt8]
            switch stream.next(atMost: limit) {
            case .bytes(let bytes): piece = progress.withLock { $0.pass(bytes) }
            case .end: piece = progress.withLock { $0.finish() }
            case .pause(let pause): return .pause(pause)
            case .failure: return .failure
            }
            if !piece.isEmpty { return .bytes(piece) }
        }
    }
}

extension FilteredBody.Progress {
    fileprivate mutating func pass(_ bytes: [UInt8]) -> [UInt8] {
        var piece = bytes
        for index in filters.indices { piece = filters[index].add(piece) }
        return piece
    }

    /// What each filter has left goes through those behind it.
    fileprivate mutating func finish() -> [UInt8] {
        isDone = true
        var piece: [UInt8] = []
        for index in filters.indices { piece = filters[index].add(piece) + filters[index].finish() }
        return piece
    }
}
