import Basics
import Core
import Digests
import Journal
import Scenario
import Time

extension Sandbox {
    /// How long a webhook that is to come later than the next waits for one [chosen].
    private static let longestParking = Duration.seconds(60)

    /// Writes events down and lets each wait for its first attempt.
    func launch(
        _ events: [WebhookEvent], at moment: Moment, time: Timestamp, then: @escaping @Sendable () -> Void
    ) {
        for (index, event) in events.enumerated() {
            let after: [@Sendable () -> Void] = index == 0 ? [then] : []
            if let (end, words) = outcome(of: event) {
                refuse(event, end, because: words, time: time, after)
            } else if event.effect?.isReordered == true, park(event, time: time) {
                expectUnparking(at: moment + Self.longestParking)
                for action in after { action() }
            } else {
                enqueue(event, at: moment, record: event.record(.scheduled, time: time), after)
            }
        }
    }

    /// What ends an event before its first attempt.
    private func outcome(of event: WebhookEvent) -> (DeliveryRecord.State, String)? {
        let number = event.directive.map { directive in
            webhooks.withLock { webhooks in
                webhooks.decided[directive.rule, default: 0] += 1
                return webhooks.decided[directive.rule] ?? 0
            }
        }
        switch event.effect?.drop {
        case .always: return (.droppedByScenario, "A rule drops it.")
        case .one(let wanted) where wanted == number: return (.droppedByScenario, "A rule drops its webhook \(wanted).")
        case .one, .never, nil: break
        }
        guard let endpoint = event.endpoint, webhooks.withLock({ $0.gone.contains(endpoint) })
        else { return nil }
        return (.gaveUp, "This receiver answered 410 before: it wants no more.")
    }

    private func refuse(
        _ event: WebhookEvent, _ state: DeliveryRecord.State, because words: String, time: Timestamp,
        _ after: [@Sendable () -> Void]
    ) {
        let record = event.record(state, time: time, detail: words)
        webhooks.withLock { $0.write(record, event) }
        tellEnd(of: event, record)
        for action in after { action() }
    }

    /// Puts an event aside, unless another one lies there already: that one follows it then.
    private func park(_ event: WebhookEvent, time: Timestamp) -> Bool {
        let record = event.record(.scheduled, time: time, detail: "It waits until the next webhook has come.")
        return webhooks.withLock { webhooks in
            guard webhooks.parked == nil else { return false }
            webhooks.parked = event
            webhooks.write(record, event)
            return true
        }
    }

    private func expectUnparking(at moment: Moment) {
        state.withLock { _ = $0.timeline.add(.unpark, at: moment) }
        arm()
    }

    /// No other webhook has come: the one that was put aside goes now.
    func unpark(at moment: Moment) {
        guard let event = webhooks.withLock({ $0.parked.take() }) else { return }
        enqueue(event, at: moment, record: nil, [])
    }

    /// - Parameter record: nil when it is written down already.
    func enqueue(
        _ event: WebhookEvent, at moment: Moment, record: DeliveryRecord?, _ afterFirst: [@Sendable () -> Void]
    ) {
        let first = moment + (event.directive?.delay ?? .zero) + (event.pause(before: 1) ?? .zero)
        let dropped = webhooks.withLock { webhooks in
            if let record { webhooks.write(record, event) }
            let follower = webhooks.parked.take()
            let dropped = webhooks.add(event, afterFirst: afterFirst + follows(follower))
            webhooks.update(event.id) {
                $0.state = .scheduled
                $0.detail = nil
                $0.nextAttempt = first
            }
            return dropped
        }
        if let dropped { drop(dropped, at: moment) }
        schedule(event.id, at: first)
    }

    /// What was put aside goes as soon as the other one has come.
    private func follows(_ parked: WebhookEvent?) -> [@Sendable () -> Void] {
        guard let parked else { return [] }
        return [{ [self] in enqueue(parked, at: now, record: nil, []) }]
    }

    func schedule(_ id: String, at moment: Moment) {
        state.withLock { _ = $0.timeline.add(.deliver(id, epoch: $0.resets), at: moment) }
        arm()
    }

    /// Too many wait: the oldest ends without having come.
    private func drop(_ pending: WebhookState.Pending, at moment: Moment) {
        finishWithoutAttempt(pending, .dropped, "More than \(WebhookState.mostPending) webhooks were waiting.")
    }

    func finishWithoutAttempt(_ pending: WebhookState.Pending, _ end: DeliveryRecord.State, _ words: String) {
        let event = pending.event
        let record = webhooks.withLock { webhooks in
            webhooks.update(event.id) {
                $0.state = end
                $0.detail = words
                $0.nextAttempt = nil
            }
            return webhooks.log[event.id]
        }
        if pending.isInLine { attemptsEnded(1) }
        tellEnd(of: event, record)
        for action in pending.afterFirst { action() }
    }
}
