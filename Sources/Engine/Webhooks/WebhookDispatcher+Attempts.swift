import Basics
import Core
import HTTPMessages
import Journal
import Time

extension WebhookDispatcher {
    /// The moment of an attempt has come: it begins, or waits in line for others to end.
    func begin(_ id: String, epoch: Int, at moment: Moment, _ host: any WebhookHost) {
        let isWanted = state.withLock { $0.epoch == epoch && $0.pending[id]?.isInFlight == false }
        guard isWanted else { return }
        host.attemptBegan()
        let begins = state.withLock { state in
            guard state.inFlight >= WebhookState.mostParallel else {
                state.inFlight += 1
                return true
            }
            state.pending[id]?.isInLine = true
            state.line.append(id)
            return false
        }
        if begins { send(id, scheduled: moment, host) }
    }

    private func send(_ id: String, scheduled: Moment, _ host: any WebhookHost) {
        guard let sender, let (event, epoch) = state.withLock({ $0.begin(id) }) else {
            state.withLock { $0.inFlight = max(0, $0.inFlight - 1) }
            return host.attemptEnded()
        }
        let present = host.present
        let headers = event.headers(stamped: present.stamp, userAgent: sender.userAgent)
        let attempt = DeliveryRecord.Attempt(
            scheduled: scheduled, started: present.moment, wallStarted: present.wall, headers: headers,
            body: event.body, scheme: event.scheme.rawValue, keys: event.keys.map(\.id), isForged: event.isForged)
        state.withLock { $0.update(id) { $0.begin(attempt) } }
        let call = WebhookCall(
            webhook: event.id, url: event.url, headers: headers, body: event.body, timeout: event.timeout,
            sandbox: host.name)
        sender.send(call) { [self] result in ended(event, result, epoch: epoch, host) }
    }

    /// An attempt came back: what follows is written down, waited for, or told.
    private func ended(_ event: WebhookEvent, _ result: WebhookResult, epoch: Int, _ host: any WebhookHost) {
        let present = host.present
        let verdict = Verdict(result, event: event, receiverTime: present.stamp)
        let outcome = state.withLock { state -> Outcome? in
            guard state.epoch == epoch else { return nil }
            state.inFlight -= 1
            return state.settle(event, verdict, result, at: present.moment)
        }
        guard let outcome else { return host.staleAttemptEnded() }
        if let next = outcome.next { host.scheduleAttempt(of: event.id, at: next) }
        if outcome.isAwaited { tellEnd(of: event, outcome.record) }
        for action in outcome.afterFirst { action() }
        sendNextInLine(at: present.moment, host)
        host.attemptEnded()
    }

    private func sendNextInLine(at moment: Moment, _ host: any WebhookHost) {
        let next = state.withLock { state -> String? in
            while state.inFlight < WebhookState.mostParallel, let id = state.line.next() {
                guard state.pending[id]?.isInLine == true else { continue }
                state.inFlight += 1
                return id
            }
            return nil
        }
        if let next { send(next, scheduled: moment, host) }
    }
}

/// What an attempt leads to.
struct Outcome: Sendable {
    var record: DeliveryRecord?
    /// When the next attempt is.
    var next: Moment?
    var afterFirst: [@Sendable () -> Void]
    /// Whether it is what those who wait for the webhook want to know.
    var isAwaited: Bool
}

extension WebhookState {
    /// Takes an event that is due; nil when it has ended meanwhile.
    fileprivate mutating func begin(_ id: String) -> (WebhookEvent, epoch: Int)? {
        guard let event = pending[id]?.event else { return nil }
        pending[id]?.isInFlight = true
        pending[id]?.isInLine = false
        return (event, epoch)
    }

    /// Writes the end of an attempt down and decides what follows.
    mutating func settle(
        _ event: WebhookEvent, _ verdict: Verdict, _ result: WebhookResult, at now: Moment
    ) -> Outcome {
        guard var pending = pending[event.id] else { return Outcome(afterFirst: [], isAwaited: false) }
        let afterFirst = pending.afterFirst
        pending.afterFirst = []
        pending.isInFlight = false
        var next: Moment?
        switch verdict {
        case .delivered:
            pending.copies -= 1
            pending.step = 1
            if pending.copies > 0 { next = now }
        case .failed(let retryAfter):
            pending.step += 1
            next = event.pause(before: pending.step, retryAfter: retryAfter).map { now + $0 }
        case .gone: forget(event)
        case .aborted, .blocked, .abandoned: break
        }
        self.pending[event.id] = next == nil ? nil : pending
        update(event.id) { record in
            record.endAttempt { $0.take(result, verdict, at: now) }
            record.state = next == nil ? verdict.end : .scheduled
            record.nextAttempt = next
        }
        return Outcome(
            record: log[event.id], next: next, afterFirst: afterFirst, isAwaited: next == nil || verdict.isDelivered)
    }

    /// A receiver that wants no more gets no more.
    private mutating func forget(_ event: WebhookEvent) {
        guard let endpoint = event.endpoint, gone.count < Self.mostGone else { return }
        gone.insert(endpoint)
    }
}
