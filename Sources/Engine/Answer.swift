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

    public var context: Context
    public var outcome: Outcome
    /// Instead of the status that the dialect gives.
    public var status: Int?
    /// What the rules do to the answer on its way; nil where none speaks.
    public var decision: Shared<Decision>?
    public var moment: Moment
    /// For the header `Date`: when the first byte goes out, by the clock that the rules give the provider. The wall clock, where
    /// that stamps, tells when the answer was made.
    public var date: Timestamp
    /// Before the first byte, in scenario time.
    public var latency: Duration = .zero
    /// What rules said earlier about the job, and comes about with this answer.
    var kept: [Decision.Firing] = []
    /// Whether it has the links of a job.
    var hasLinks = false

    /// The job that it tells of and that does not exist, since the answer of its create was to be lost.
    var phantom: Shared<PhantomJob>?

    /// What goes wrong with a stream of events.
    public var streamFaults: EventStreamFaults { decision?.value.sse ?? EventStreamFaults() }
}

extension Answer {
    /// By way of the memberwise initializer: what is assigned field by field is copied once more at its end.
    public init(
        outcome: consuming Outcome, context: consuming Context, status: Int? = nil, decision: Shared<Decision>? = nil,
        moment: Moment, date: Timestamp
    ) {
        self.init(
            context: context, outcome: outcome, status: status, decision: decision, moment: moment, date: date,
            latency: .zero, kept: [], hasLinks: false, phantom: nil)
    }
}
