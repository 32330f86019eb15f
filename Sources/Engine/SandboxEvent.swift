import Core
import Journal
import Time

/// What waits in a sandbox's timeline.
enum SandboxEvent: Sendable {
    /// A held request: its job has ended, or its window is over.
    case release(HeldRequest)
    /// A pause of an answer that is on its way; nil: of a request that still comes.
    case resume(@Sendable () -> Void, of: (any PausedAnswer)?)
    /// The same for one that only keeps a connection alive: nothing the `auto` clock would jump for.
    case idle(@Sendable () -> Void)
    /// Something that nobody waits for, such as the end of a connection's idleness.
    case aside(@Sendable () -> Void)
    /// The phase of that place begins, or the last one ends.
    case phase(LoadedScenario, Int)
    /// A job with a callback has ended.
    case jobEnded(JobEnd)
    /// An attempt of a webhook is due.
    case deliver(String, epoch: Int)
    /// A webhook that was put aside has waited long enough.
    case unpark(String, epoch: Int)

    var isOfWebhook: Bool {
        switch self {
        case .release, .resume, .idle, .aside, .phase: false
        case .jobEnded, .deliver, .unpark: true
        }
    }

    /// The `auto` clock jumps while this is to come at that moment. What has no moment of its own comes with something else: with an attempt
    /// of a webhook, for which it jumps too, or never.
    func isAwaited(at moment: Moment) -> Bool {
        switch self {
        case .release(let held): moment < .distantFuture || held.waitsForWebhook
        case .resume: moment < .distantFuture
        case .idle, .aside, .phase, .jobEnded, .deliver, .unpark: false
        }
    }

    /// A sandbox is not idle while this is to come at that moment.
    func isWork(at moment: Moment) -> Bool {
        switch self {
        case .release, .resume, .jobEnded, .deliver, .unpark: moment < .distantFuture
        case .idle, .aside, .phase: false
        }
    }
}

/// An answer that a pause was asked for.
public protocol PausedAnswer: AnyObject, Sendable {
    /// Its request in the journal; nil when it has none.
    var entry: Journal.Ticket? { get }
    /// The base that its request came in by.
    var base: String { get }
}
