import Core
import Scenario
import Time

/// What comes next in a sandbox.
struct NextEvent: Sendable {
    var moment: Moment
    /// From now on.
    var wait: Duration
    /// A noun phrase.
    var words: String
}

extension SandboxState {
    /// The next event of the timeline, or the end of a job that nobody waits for; nil when neither has a moment.
    mutating func nextEvent(at now: Moment) -> NextEvent? {
        bookEnded(by: now)
        let event = schedule.next.flatMap { $0 < .distantFuture ? $0 : nil }
        let end = ledger.running.nextEnd.flatMap { $0 < .distantFuture ? $0 : nil }
        guard let moment = [event, end].compactMap(\.self).min() else { return nil }
        let words = moment == event ? schedule.nextEvent?.words : nil
        return NextEvent(moment: moment, wait: max(.zero, moment - now), words: words ?? "the end of a job")
    }

    /// The same as long as there is work: somebody waits, a job runs, or a webhook is to be sent; what comes at that moment or later does
    /// not count.
    mutating func nextWork(at now: Moment, before limit: Moment) -> Moment? {
        guard let next = nextEvent(at: now)?.moment, next < limit,
            schedule.work > 0 || ledger.running.nextEnd.map({ $0 < limit }) ?? false
        else { return nil }
        return next
    }
}

extension SandboxEvent {
    fileprivate var words: String {
        switch self {
        case .release(let held): held.job.map { "the end of a wait for job \($0.id)" } ?? "the end of a wait"
        case .resume: "the end of a pause of an answer"
        case .idle, .aside: "the end of a connection's idleness"
        case .phase(let loaded, let index):
            index < loaded.timeLine.count ? "the phase `\(loaded.timeLine[index].name)`" : "the end of the last phase"
        case .jobEnded(let end): "the end of job \(end.job.id)"
        case .deliver(let id, _), .unpark(let id, _): "webhook \(id)"
        }
    }
}
