import Core
import DialectKit
import HTTPMessages
import Scenario
import Time

/// What the engine says to a request, for the dialect to put into words and the server to send.
public struct Answer: Sendable {
    public enum Outcome: Sendable {
        case reply(Reply)
        case refusal(Refusal)
        /// Not the provider's own: a CDN page or a foreign envelope.
        case foreign(HTTPErrorDirective)
    }

    public var outcome: Outcome
    public var context: Context
    /// Instead of the status that the dialect gives.
    public var status: Int?
    /// Before the first byte, in scenario time.
    public var latency: Duration
    /// What goes wrong with a stream of events.
    public var streamFaults: EventStreamFaults
    public var moment: Moment

    public init(
        outcome: Outcome, context: Context, status: Int? = nil, latency: Duration = .zero,
        streamFaults: EventStreamFaults = EventStreamFaults(), moment: Moment
    ) {
        self.outcome = outcome
        self.context = context
        self.status = status
        self.latency = latency
        self.streamFaults = streamFaults
        self.moment = moment
    }
}

/// Who a visit is answered to.
public protocol Caller: AnyObject, Sendable {
    /// Called once, on whatever thread found the answer.
    func receive(_ answer: Answer, for visit: Visit)
}
