/// An answer and how it goes out on the wire. Faults are values here; only the server room performs them.
///
/// All durations are scenario time, but for those that `realPauses` names.
public struct Delivery: Sendable {
    /// Where in the answer's body something happens, in body bytes from its start.
    public enum Ending: Sendable, Equatable {
        /// The whole answer; the connection is kept as HTTP says.
        case complete
        /// Closed without a status line.
        case empty
        /// A TCP reset; nil: before any byte, else after that many body bytes.
        case reset(afterBodyBytes: Int?)
        /// Closed orderly after that many body bytes, whatever the headers promised. A chunked body then lacks its last chunk.
        case truncated(afterBodyBytes: Int)
        /// Silent after that many body bytes for `pause`, then the rest (`resumes`) or a close. A nil pause lasts until the client goes.
        case stalled(afterBodyBytes: Int, pause: Duration?, resumes: Bool)
        /// No byte at all, then a close; nil: until the client goes.
        case silent(Duration?)
        /// The head of a chunked answer, then a chunk whose size is none, then a close.
        case brokenChunk
        /// These bytes instead of the answer, as they are, then a close.
        case raw([UInt8])
    }

    public enum Framing: Sendable, Equatable {
        /// `Content-Length` where the length is known, else chunks.
        case automatic
        case chunked
        /// That `Content-Length`, whatever the body has.
        case declared(Int)
        /// The true `Content-Length`, and after it one that is one more; of a body whose length nobody knows, two that it never reaches.
        case doubled
    }

    public var response: Response
    /// Before the first byte.
    public var delay: Duration
    public var slices: Slices?
    public var framing: Framing
    public var ending: Ending
    /// Between the last byte and the close; the connection is not kept then.
    public var closeDelay: Duration?
    public var realPauses: RealPauses
    /// What stands before the answer: an interim one.
    public var interim: [UInt8]
    /// Instead of the usual reason phrase.
    public var reason: String?
}

extension Delivery {
    /// What of an answer passes in real time, whatever the clock of its sandbox does (language.md §3.1).
    public struct RealPauses: OptionSet, Sendable {
        public let rawValue: UInt8

        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        public static let delay = RealPauses(rawValue: 1)
        /// The silence of the ending.
        public static let silence = RealPauses(rawValue: 2)
    }

    public init(
        _ response: consuming Response, delay: Duration = .zero, slices: Slices? = nil, framing: Framing = .automatic,
        ending: Ending = .complete, closeDelay: Duration? = nil, realPauses: RealPauses = [], interim: [UInt8] = [],
        reason: String? = nil
    ) {
        self.init(
            response: response, delay: delay, slices: slices, framing: framing, ending: ending, closeDelay: closeDelay,
            realPauses: realPauses, interim: interim, reason: reason)
    }
}

/// How an exchange ended, as far as the server can know. `completed` is no proof that anybody read the answer.
public enum ExchangeEnd: String, Sendable, Equatable, CaseIterable {
    case completed
    /// The client hung up while the answer was held or sent.
    case clientGone = "client_gone"
    /// The fault that was asked for was performed.
    case faultPerformed = "fault_performed"
    /// A deadline of the server ran out.
    case timedOut = "timed_out"
    /// The server stopped.
    case stopped
}
