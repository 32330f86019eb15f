import Basics
import Core
import HTTPMessages
import Journal
import Synchronization
import Time

extension Sandbox {
    /// The moment of an attempt has come: it begins, or waits in line for others to end.
    func deliver(_ id: String, epoch: Int, at moment: Moment) {
        let isWanted = webhooks.withLock { $0.epoch == epoch && $0.pending[id]?.isInFlight == false }
        guard isWanted else { return }
        state.withLock { $0.inFlight += 1 }
        busy.add(1, ordering: .relaxed)
        let begins = webhooks.withLock { webhooks in
            guard webhooks.inFlight >= WebhookState.mostParallel else {
                webhooks.inFlight += 1
                return true
            }
            webhooks.pending[id]?.isInLine = true
            webhooks.line.append(id)
            return false
        }
        if begins { begin(id, scheduled: moment) }
    }

    private func begin(_ id: String, scheduled: Moment) {
        guard let sender, let (event, epoch) = webhooks.withLock({ $0.begin(id) }) else {
            webhooks.withLock { $0.inFlight = max(0, $0.inFlight - 1) }
            return attemptsEnded(1)
        }
        let instant = real.now()
        let (now, clock, loaded) = state.withLock { ($0.clock.now(real: instant), $0.clock, $0.loaded) }
        let headers = event.headers(stamped: stamp(at: now, clock, loaded), userAgent: sender.userAgent)
        let attempt = DeliveryRecord.Attempt(
            scheduled: scheduled, started: now, wallStarted: real.wallClock(), headers: headers, body: event.body,
            scheme: event.scheme.rawValue, keys: event.keys.map(\.id), isForged: event.isForged)
        webhooks.withLock { $0.update(id) { $0.begin(attempt) } }
        let call = WebhookCall(
            webhook: event.id, url: event.url, headers: headers, body: event.body, timeout: event.timeout,
            sandbox: name)
        sender.send(call) { [self] result in ended(event, result, epoch: epoch) }
    }

    /// An attempt came back: what follows is written down, waited for, or told.
    private func ended(_ event: WebhookEvent, _ result: WebhookResult, epoch: Int) {
        let instant = real.now()
        let (now, clock, loaded) = state.withLock { ($0.clock.now(real: instant), $0.clock, $0.loaded) }
        let verdict = Verdict(result, event: event, receiverTime: stamp(at: now, clock, loaded))
        let outcome = webhooks.withLock { webhooks -> Outcome? in
            guard webhooks.epoch == epoch else { return nil }
            webhooks.inFlight -= 1
            return webhooks.settle(event, verdict, result, at: now)
        }
        guard let outcome else {
            // Of before a reset.
            busy.subtract(1, ordering: .relaxed)
            return settle()
        }
        if let next = outcome.next { schedule(event.id, at: next) }
        if outcome.isAwaited { tellEnd(of: event, outcome.record) }
        for action in outcome.afterFirst { action() }
        beginNextInLine(at: now)
        attemptsEnded(1)
    }

    private func beginNextInLine(at moment: Moment) {
        let next = webhooks.withLock { webhooks -> String? in
            while webhooks.inFlight < WebhookState.mostParallel, let id = webhooks.line.next() {
                guard webhooks.pending[id]?.isInLine == true else { continue }
                webhooks.inFlight += 1
                return id
            }
            return nil
        }
        if let next { begin(next, scheduled: moment) }
    }

    /// So many attempts are over: time may go on.
    func attemptsEnded(_ count: Int) {
        state.withLock { $0.inFlight = max(0, $0.inFlight - count) }
        busy.subtract(count, ordering: .relaxed)
        runDue()
        for advance in state.withLock({ $0.takeAdvances() }) { goOn(advance) }
        settle()
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
