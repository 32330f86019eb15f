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
        _ events: [WebhookEvent], at moment: Moment, time: Timestamp, _ host: any WebhookHost,
        then: @escaping @Sendable () -> Void
    ) {
        for (index, event) in events.enumerated() {
            let after: [@Sendable () -> Void] = index == 0 ? [then] : []
            if let (end, words) = outcome(of: event) {
                refuse(event, end, because: words, time: time, after)
            } else if event.effect?.isReordered == true, park(event, time: time) {
                host.scheduleUnparking(of: event.id, at: moment + Self.longestParking)
                for action in after { action() }
            } else {
                enqueue(event, at: moment, record: event.record(.scheduled, time: time), host, after)
            }
        }
    }

    /// What ends an event before its first attempt.
    private func outcome(of event: WebhookEvent) -> (DeliveryRecord.State, String)? {
        let number = event.directive.map { directive in
            state.withLock { state in
                state.decided[directive.rule, default: 0] += 1
                return state.decided[directive.rule] ?? 0
            }
        }
        switch event.effect?.drop {
        case .always: return (.droppedByScenario, "A rule drops it.")
        case .one(let wanted) where wanted == number: return (.droppedByScenario, "A rule drops its webhook \(wanted).")
        case .one, .never, nil: break
        }
        guard let endpoint = event.endpoint, state.withLock({ $0.gone.contains(endpoint) })
        else { return nil }
        return (.gaveUp, "This receiver answered 410 before: it wants no more.")
    }

    private func refuse(
        _ event: WebhookEvent, _ end: DeliveryRecord.State, because words: String, time: Timestamp,
        _ after: [@Sendable () -> Void]
    ) {
        let record = event.record(end, time: time, detail: words)
        state.withLock { $0.write(record, event) }
        tellEnd(of: event, record)
        for action in after { action() }
    }

    /// Puts an event aside, unless another one lies there already: that one follows it then.
    private func park(_ event: WebhookEvent, time: Timestamp) -> Bool {
        let record = event.record(.scheduled, time: time, detail: "It waits until the next webhook has come.")
        return state.withLock { state in
            guard state.parked == nil else { return false }
            state.parked = event
            state.write(record, event)
            return true
        }
    }

    /// No other webhook has come: the one that was put aside goes now, if it lies there still.
    func unpark(_ id: String, at moment: Moment, _ host: any WebhookHost) {
        let event = state.withLock { state in state.parked?.id == id ? state.parked.take() : nil }
        guard let event else { return }
        enqueue(event, at: moment, record: nil, host, [])
    }

    /// - Parameter record: nil when it is written down already.
    private func enqueue(
        _ event: WebhookEvent, at moment: Moment, record: DeliveryRecord?, _ host: any WebhookHost,
        _ afterFirst: [@Sendable () -> Void]
    ) {
        let first = moment + (event.directive?.delay ?? .zero) + (event.pause(before: 1) ?? .zero)
        let dropped = state.withLock { state in
            if let record { state.write(record, event) }
            let follower = state.parked.take()
            let dropped = state.add(event, afterFirst: afterFirst + follows(follower, host))
            state.update(event.id) {
                $0.state = .scheduled
                $0.detail = nil
                $0.nextAttempt = first
            }
            return dropped
        }
        if let dropped { drop(dropped, host) }
        host.scheduleAttempt(of: event.id, at: first)
    }

    /// What was put aside goes as soon as the other one has come.
    private func follows(_ parked: WebhookEvent?, _ host: any WebhookHost) -> [@Sendable () -> Void] {
        guard let parked else { return [] }
        return [{ [self] in enqueue(parked, at: host.present.moment, record: nil, host, []) }]
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
        tellEnd(of: event, record)
        for action in pending.afterFirst { action() }
    }
}

/// The sandbox as its webhooks see it: time, and what is to happen in it.
protocol WebhookHost: AnyObject, Sendable {
    var name: String { get }
    /// What it is there now.
    var present: Present { get }
    /// Every secret that the scenario signs with.
    var webhookSecrets: [WebhookSecret] { get }
    /// At that moment `begin(_:epoch:at:_:)` is called.
    func scheduleAttempt(of id: String, at moment: Moment)
    /// At that moment `unpark(_:at:_:)` is called.
    func scheduleUnparking(of id: String, at moment: Moment)
    /// An attempt is due or in flight: scenario time is not moved until it has ended.
    ///
    /// - Parameter epoch: how often the sandbox had been reset when it was scheduled.
    /// - Returns: false, and nothing counted, when it has been reset since.
    func attemptBegan(_ epoch: Int) -> Bool
    /// - Parameter epoch: the same as at its beginning; it may have been reset since.
    func attemptEnded(_ epoch: Int)
}

/// An instant as a sandbox sees it.
struct Present: Sendable {
    let moment: Moment
    /// By the sandbox's calendar.
    let time: Timestamp
    /// What others compare with a clock of their own (architecture.md §9.12).
    let stamp: Timestamp
    let wall: Timestamp
}
