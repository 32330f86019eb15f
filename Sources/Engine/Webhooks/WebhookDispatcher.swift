import Basics
import Core
import Digests
import Journal
import Scenario
import Time

/// The webhooks of a sandbox from the end of a job to their own end: written down, sent, tried again, and waited for. Its inboxes
/// are here as well.
///
/// Its state is under a lock of its own, and its host is never asked under that.
final class WebhookDispatcher: Sendable {
    /// How long a webhook that is to come later than the next waits for one [chosen].
    private static let longestParking = Duration.seconds(60)

    /// nil: jobs call nobody back.
    let sender: (any WebhookSender)?
    let state = Lock(WebhookState(), rank: .alone)
    /// Who waits for the end of a webhook, by its id or its job's.
    let waits: WaitList<String, DeliveryRecord>

    init(_ sender: (any WebhookSender)?, waits: WaitList<String, DeliveryRecord>) {
        self.sender = sender
        self.waits = waits
    }

    /// Writes events down and lets each wait for its first attempt.
    func launch(
        _ events: [WebhookEvent], epoch: Int, at moment: Moment, time: Timestamp, _ host: any WebhookHost,
        then: @escaping @Sendable () -> Void
    ) {
        for (index, event) in events.enumerated() {
            let after: [@Sendable () -> Void] = index == 0 ? [then] : []
            let reception = withState(of: epoch, host) { $0.receive(event, time: time) }
            switch reception {
            case nil: return
            case .ended(let record):
                host.tell(record)
                tellEnd(of: event, record)
                for action in after { action() }
            case .parked:
                host.scheduleUnparking(of: event.id, epoch: epoch, at: moment + Self.longestParking)
                for action in after { action() }
            case .accepted(let record):
                enqueue(event, epoch: epoch, at: moment, record: record, host, after)
            }
        }
    }

    /// Works on the state as it is after so many resets; nil, with nothing done, when there was another one since. What is left of
    /// before the reset goes first, whether its own end comes here first or something that began after it.
    func withState<Result>(
        of epoch: Int, _ host: any WebhookHost, _ action: (inout WebhookState) -> Result
    ) -> Result? {
        let (result, inLine) = state.withLock { state -> (Result?, Int) in
            let inLine = state.forget(before: epoch)
            return (state.epoch == epoch ? action(&state) : nil, inLine)
        }
        if inLine > 0 { host.attemptsForgotten(inLine) }
        return result
    }

    /// Forgets what came before that reset, counted from 1.
    func forget(before reset: Int, _ host: any WebhookHost) {
        withState(of: reset, host) { _ in }
    }

    /// No other webhook has come: the one that was put aside goes now, if it lies there still.
    func unpark(_ id: String, epoch: Int, at moment: Moment, _ host: any WebhookHost) {
        let event = withState(of: epoch, host) { state in state.parked?.id == id ? state.parked.take() : nil } ?? nil
        guard let event else { return }
        enqueue(event, epoch: epoch, at: moment, record: nil, host, [])
    }

    /// - Parameter record: nil when it is written down already.
    private func enqueue(
        _ event: WebhookEvent, epoch: Int, at moment: Moment, record: DeliveryRecord?, _ host: any WebhookHost,
        _ afterFirst: [@Sendable () -> Void]
    ) {
        let first = moment + (event.directive?.delay ?? .zero) + (event.pause(before: 1) ?? .zero)
        let dropped = withState(of: epoch, host) { state in
            if let record { state.write(record, event) }
            let follower = state.parked.take()
            let dropped = state.add(event, afterFirst: afterFirst + follows(follower, epoch, host))
            state.update(event.id) {
                $0.state = .scheduled
                $0.detail = nil
                $0.nextAttempt = first
            }
            return dropped
        }
        guard let dropped else { return }
        if let dropped { drop(dropped, host) }
        host.scheduleAttempt(of: event.id, epoch: epoch, at: first)
    }

    /// What was put aside goes as soon as the other one has come.
    private func follows(
        _ parked: WebhookEvent?, _ epoch: Int, _ host: any WebhookHost
    ) -> [@Sendable () -> Void] {
        guard let parked else { return [] }
        return [{ [self] in enqueue(parked, epoch: epoch, at: host.present.moment, record: nil, host, []) }]
    }

    /// Too many wait: the oldest ends without having come.
    func drop(_ pending: WebhookState.Pending, _ host: any WebhookHost) {
        let event = pending.event
        let record = state.withLock { state in
            state.update(event.id) {
                $0.state = .dropped
                $0.detail = "More than \(WebhookState.mostPending) webhooks were waiting."
                $0.nextAttempt = nil
            }
            return state.log[event.id]
        }
        if pending.isInLine { host.attemptEnded(pending.epoch) }
        if let record { host.tell(record) }
        tellEnd(of: event, record)
        for action in pending.afterFirst { action() }
    }
}

/// The sandbox as its webhooks see it: time, and what is to happen in it.
protocol WebhookHost: AnyObject, Sendable {
    var name: String { get }
    /// Tells whoever reads the log.
    func tell(_ text: String, isWarning: Bool)
    /// What it is there now.
    var present: Present { get }
    /// Every secret that the scenario signs with.
    var webhookSecrets: [WebhookSecret] { get }
    /// At that moment `begin(_:epoch:at:_:)` is called.
    ///
    /// - Parameter epoch: how often the sandbox had been reset when the event came. Nothing is scheduled when there was a reset since.
    func scheduleAttempt(of id: String, epoch: Int, at moment: Moment)
    /// At that moment `unpark(_:epoch:at:_:)` is called, under the same condition.
    func scheduleUnparking(of id: String, epoch: Int, at moment: Moment)
    /// So many attempts that were in line will not be made, since the sandbox has been reset.
    func attemptsForgotten(_ inLine: Int)
    /// An attempt is due or in flight: scenario time is not moved until it has ended.
    ///
    /// - Parameter epoch: how often the sandbox had been reset when it was scheduled.
    /// - Returns: false, and nothing counted, when it has been reset since.
    func attemptBegan(_ epoch: Int) -> Bool
    /// An attempt has ended, or the webhook without one.
    func tell(_ record: DeliveryRecord)
    /// - Parameter epoch: the same as at its beginning; it may have been reset since.
    func attemptEnded(_ epoch: Int)
}

/// An instant as a sandbox sees it.
struct Present: Sendable {
    /// How often it has been reset.
    let epoch: Int
    let moment: Moment
    /// By the sandbox's calendar.
    let time: Timestamp
    /// What others compare with a clock of their own (architecture.md §9.12).
    let stamp: Timestamp
    let wall: Timestamp
}
