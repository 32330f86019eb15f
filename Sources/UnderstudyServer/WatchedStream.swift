import HTTPMessages

/// A stream whose end somebody wants to know of before it goes out.
final class WatchedStream: BodyStream {
    private let stream: any BodyStream
    private let ending: @Sendable () -> Void

    /// - Parameter ending: called once, unless the stream is broken off before.
    init(_ stream: any BodyStream, ending: @escaping @Sendable () -> Void) {
        self.stream = stream
        self.ending = ending
    }

    var length: Int? { stream.length }

    func next(atMost limit: Int) -> BodyPiece {
        let piece = stream.next(atMost: limit)
        if piece == .end { ending() }
        return piece
    }
}
