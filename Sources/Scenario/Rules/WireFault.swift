/// A fault that ends the exchange, or decides how it ends (language.md §3.4). One of them at most comes about.
public enum WireFault: Sendable, Equatable {
    /// A TCP reset: before any byte, or after that many body bytes.
    case reset(afterBytes: Int?)
    /// A close without a status line.
    case empty
    /// An end after so many body bytes, whatever the headers promised.
    case limit(bytes: Int, resets: Bool)
    /// Silence in the middle of the body; then the rest, or a close.
    case stall(afterBytes: Int, pause: Duration, resumes: Bool)
    /// No byte at all, then a close; nil: never.
    case silence(Duration?)
    /// The close comes late.
    case slowClose(Duration)
    /// Garbage instead of HTTP.
    case noise(bytes: Int)
    /// A good head, then a chunk that is none.
    case brokenChunk
    /// These bytes instead of an answer.
    case raw([UInt8])
    /// Two lengths that differ; the second is one more than the truth.
    case duplicateContentLength
    /// An interim answer before the true one.
    case interim([UInt8])
    /// `on: connect`: new connections are refused for so long.
    case down(Duration)
    /// `on: connect`: a kept connection is closed after so much idleness.
    case closeIdle(Duration)

    /// Whether nothing of the answer is ever seen, so that nobody need wait for it.
    public var hidesAnswer: Bool {
        switch self {
        case .reset(nil), .empty, .silence, .noise, .raw: true
        case .reset, .limit, .stall, .slowClose, .brokenChunk, .duplicateContentLength, .interim, .down, .closeIdle:
            false
        }
    }

    /// Whether the client gets the answer in full: a job it is told of then exists, unless the rule says otherwise [chosen].
    public var tellsAnswer: Bool {
        switch self {
        case .stall(_, _, let resumes): resumes
        case .slowClose, .interim, .down, .closeIdle: true
        case .reset, .empty, .limit, .silence, .noise, .brokenChunk, .raw, .duplicateContentLength: false
        }
    }
}

/// `slicer:` small pieces with pauses between.
public struct Slicer: Sendable, Equatable {
    /// Bytes of a slice.
    public var averageSize: Int
    /// A slice is at most so much shorter or longer.
    public var variation: Int
    public var delay: Duration

    public init(averageSize: Int, variation: Int = 0, delay: Duration) {
        self.averageSize = averageSize
        self.variation = variation
        self.delay = delay
    }
}
