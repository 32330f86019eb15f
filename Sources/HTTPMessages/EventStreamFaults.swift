/// What goes wrong with a stream of events (failures.md §3.5). As it is made, nothing does.
///
/// Events are counted from 1, keep-alives and comments left out.
public struct EventStreamFaults: Sendable, Equatable {
    public enum LineEnd: Sendable, Equatable {
        case lf, crlf, cr
        /// Each in turn.
        case mixed
    }

    /// How a keep-alive looks.
    public enum KeepAliveForm: Sendable, Equatable {
        /// `: comment`, as the standard has it.
        case comment
        /// `data: : comment`, as a proxy that means well has it.
        case data
        /// `event: keepalive`, and no data.
        case event
    }

    /// Each event after the first comes that much later after the one before.
    public var eventDelay: Duration?
    /// Instead of the provider's own interval; zero: no keep-alive at all.
    public var keepAliveEvery: Duration?
    public var keepAliveForm = KeepAliveForm.comment
    /// Ends after that many events.
    public var cutAfterEvents: Int?
    /// Ends in the middle of that event.
    public var cutInsideEvent: Int?
    /// How many bytes of that event still go out; nil: half of what stands before its first file.
    public var cutAtByte: Int?
    /// Whether a cut breaks the connection off; else the body ends in good order.
    public var cutBreaksOff = false
    public var omitsDone = false
    /// No final event; `[DONE]` comes nevertheless.
    public var omitsFinal = false
    /// How many partial events there are; more than the stream has repeat its last.
    public var partials: Int?
    /// Partial events come in the opposite order.
    public var reordersPartials = false
    /// After that many events comes the stream's error event, and nothing more but `[DONE]`.
    public var errorEventAfter: Int?
    /// After that many events comes one of a type that nobody knows.
    public var unknownEventAfter: Int?
    public var lineEnd = LineEnd.lf
    /// Pieces end inside characters.
    public var splitsCharacters = false
    /// One event over several `data:` lines, broken between the members of its object.
    public var breaksData = false
    /// `data:` without the space behind it.
    public var omitsSpace = false
    /// Begins with a comment.
    public var commentFirst = false
    /// Begins with a byte order mark.
    public var byteOrderMark = false

    public init() {}
}
