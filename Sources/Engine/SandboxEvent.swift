import Core
import Time

/// What waits in a sandbox's timeline.
enum SandboxEvent: Sendable {
    /// A held request: its job has ended, or its window is over.
    case release(HeldRequest)
    /// A pause of an answer that is on its way.
    case resume(@Sendable () -> Void)
    /// The same for one that only keeps a connection alive: nothing the `auto` clock would jump for.
    case idle(@Sendable () -> Void)
    /// Something that nobody waits for, such as the end of a connection's idleness.
    case aside(@Sendable () -> Void)
    /// A job with a callback has ended.
    case jobEnded(JobEnd)
    /// An attempt of a webhook is due.
    case deliver(String, epoch: Int)
    /// A webhook that was put aside has waited long enough.
    case unpark(String, epoch: Int)

    var isOfWebhook: Bool {
        switch self {
        case .release, .resume, .idle, .aside: false
        case .jobEnded, .deliver, .unpark: true
        }
    }

    /// The `auto` clock jumps while this is to come at that moment. What has no moment of its own comes with something else: with an attempt
    /// of a webhook, for which it jumps too, or never.
    func isAwaited(at moment: Moment) -> Bool {
        switch self {
        case .release(let held): moment < .distantFuture || held.waitsForWebhook
        case .resume: moment < .distantFuture
        case .idle, .aside, .jobEnded, .deliver, .unpark: false
        }
    }
}
