import HTTPMessages

/// A body on its way out: which bytes come next, and where a fault stops them. Pure; whoever sends drives it.
struct Sending {
    enum Step: Equatable {
        case bytes(ArraySlice<UInt8>)
        /// Nothing for that long; nil: ever again.
        case pause(Duration?)
        case end
        /// The connection closes without completing the body.
        case breakOff
    }

    private enum Source {
        case bytes([UInt8])
        case stream(any BodyStream)
    }

    /// What happens when the limit of a fault is reached.
    private enum Stop {
        case breakOff
        case stall(Duration?, resumes: Bool)
    }

    /// In bytes; nil when only the end tells.
    let length: Int?
    /// Bytes handed out so far.
    private(set) var position = 0
    private let source: Source
    private let slices: Delivery.Slices?
    private var stop: (place: Int, what: Stop)?
    /// The limit of a fault was reached.
    private(set) var hasStopped = false
    /// The pause that was given last is the silence of a fault.
    private(set) var isStalling = false
    private var sliceLeft: Int
    private var sliceNumber = 0
    /// How long the line of the slices was on.
    private var lineTime = Duration.zero
    /// What a stream gave beyond what was asked for.
    private var rest: ArraySlice<UInt8> = []

    /// All bytes of a body of known length have been handed out.
    var isAtEnd: Bool { position == length }

    init(_ body: Response.Body, slices: Delivery.Slices?, ending: Delivery.Ending) {
        length = body.length
        switch body {
        case .bytes(let bytes): source = .bytes(bytes)
        case .stream(let stream): source = .stream(stream)
        case .asset, .parts, .events: source = .bytes([])
        }
        self.slices = slices
        sliceLeft = slices?.size(of: 0) ?? .max
        stop = Sending.stop(for: ending)
    }

    private static func stop(for ending: Delivery.Ending) -> (place: Int, what: Stop)? {
        switch ending {
        case .truncated(let place): (max(0, place), .breakOff)
        case .reset(let place?): (max(0, place), .breakOff)
        case .stalled(let place, let pause, let resumes): (max(0, place), .stall(pause, resumes: resumes))
        case .complete, .empty, .reset(nil), .silent, .brokenChunk, .raw: nil
        }
    }

    mutating func next(atMost limit: Int) -> Step {
        isStalling = false
        if let stop, position >= stop.place { return act(on: stop.what) }
        if sliceLeft == 0, let slices {
            if let length, position >= length { return finish() }
            let pause = slices.pause(after: slices.size(of: sliceNumber), number: sliceNumber, elapsed: &lineTime)
            sliceNumber += 1
            sliceLeft = slices.size(of: sliceNumber)
            if pause > .zero { return .pause(pause) }
        }
        let most = min(max(1, limit), sliceLeft, (stop?.place ?? .max) - position)
        switch source {
        case .bytes(let bytes): return take(bytes[position..<min(bytes.count, position + min(most, bytes.count))])
        case .stream(let stream): return read(stream, atMost: most)
        }
    }

    private mutating func act(on what: Stop) -> Step {
        hasStopped = true
        guard case .stall(let pause, let resumes) = what else { return .breakOff }
        stop = resumes ? nil : (0, .breakOff)
        isStalling = true
        return .pause(pause)
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) -> Step {
        guard !bytes.isEmpty else { return finish() }
        position += bytes.count
        if slices != nil { sliceLeft -= bytes.count }
        return .bytes(bytes)
    }

    private mutating func read(_ stream: any BodyStream, atMost most: Int) -> Step {
        if rest.isEmpty {
            switch stream.next(atMost: most) {
            case .bytes(let bytes): rest = bytes[...]
            case .pause(let pause): return .pause(pause)
            case .end: return finish()
            case .failure: return .breakOff
            }
        }
        // A stream that gives nothing and does not end would be asked for ever.
        guard !rest.isEmpty else { return .breakOff }
        let piece = rest.prefix(min(most, length.map { $0 - position } ?? .max))
        rest = rest.dropFirst(piece.count)
        return piece.isEmpty ? finish() : take(piece)
    }

    /// The source has no more, which may be too little.
    private func finish() -> Step {
        if let length, position < length { .breakOff } else { .end }
    }
}
