import Basics
import Core
import HTTPMessages
import Journal
import Time

extension WebhookDispatcher {
    /// The moment of an attempt has come: it begins, or waits in line for others to end.
    func begin(_ id: String, epoch: Int, at moment: Moment, _ host: any WebhookHost) {
        guard state.withLock({ $0.isDue(id, epoch) }), host.attemptBegan(epoch) else { return }
        switch state.withLock({ $0.turn(of: id, epoch) }) {
        case .now(let event): send(event, epoch, scheduled: moment, host)
        case .later: break
        // It had to go, or the sandbox was reset, between the two looks.
        case .never: host.attemptEnded(epoch)
        }
    }

    private func send(_ event: WebhookEvent, _ epoch: Int, scheduled: Moment, _ host: any WebhookHost) {
        guard let sender else { preconditionFailure("without a sender there are no webhooks") }
        let present = host.present
        let headers = event.headers(stamped: present.stamp, userAgent: sender.userAgent)
        let attempt = DeliveryRecord.Attempt(
            scheduled: scheduled, started: present.moment, wallStarted: present.wall, headers: headers,
            body: event.body, scheme: event.scheme.rawValue, keys: event.keys.map(\.id), isForged: event.isForged)
        state.withLock { $0.update(event.id) { $0.begin(attempt) } }
        let call = WebhookCall(
            webhook: event.id, url: event.url, headers: headers, body: event.body, timeout: event.timeout,
            sandbox: host.name)
        sender.send(call) { [self] result in ended(event, result, epoch: epoch, host) }
    }

    /// An attempt came back: what follows is written down, waited for, or told.
    private func ended(_ event: WebhookEvent, _ result: WebhookResult, epoch: Int, _ host: any WebhookHost) {
        let present = host.present
        let verdict = AttemptVerdict(result, event: event, now: present.stamp)
        let outcome = state.withLock { state -> AttemptOutcome? in
            guard state.epoch == epoch else { return nil }
            state.inFlight -= 1
            return state.endAttempt(of: event, verdict, result, at: present.moment)
        }
        guard let outcome else { return host.attemptEnded(epoch) }
        if let next = outcome.next { host.scheduleAttempt(of: event.id, epoch: epoch, at: next) }
        if let record = outcome.record {
            host.tell(record)
            if let words = record.farewell { host.tell(words, isWarning: true) }
        }
        if outcome.isAwaited { tellEnd(of: event, outcome.record) }
        for action in outcome.afterFirst { action() }
        sendNextInLine(at: present.moment, host)
        host.attemptEnded(epoch)
    }

    private func sendNextInLine(at moment: Moment, _ host: any WebhookHost) {
        guard let next = state.withLock({ $0.takeNextInLine() }) else { return }
        send(next.event, next.epoch, scheduled: moment, host)
    }
}

/// What an attempt leads to.
struct AttemptOutcome: Sendable {
    var record: DeliveryRecord?
    /// When the next attempt is.
    var next: Moment?
    var afterFirst: [@Sendable () -> Void]
    /// Whether it is what those who wait for the webhook want to know.
    var isAwaited: Bool
}

extension WebhookState {
    fileprivate enum Turn {
        case now(WebhookEvent)
        /// When others have ended.
        case later
        case never
    }

    fileprivate func isDue(_ id: String, _ epoch: Int) -> Bool {
        guard self.epoch == epoch, let pending = pending[id] else { return false }
        return !pending.isInFlight && !pending.isInLine
    }

    /// When the attempt of an event is made that has been counted: it takes a place, or stands in line.
    fileprivate mutating func turn(of id: String, _ epoch: Int) -> Turn {
        guard isDue(id, epoch), let event = pending[id]?.event else { return .never }
        guard inFlight < Self.mostParallel else {
            pending[id]?.isInLine = true
            line.append(id)
            return .later
        }
        takePlace(id)
        return .now(event)
    }

    /// The next in line, when there is a place.
    fileprivate mutating func takeNextInLine() -> Pending? {
        while inFlight < Self.mostParallel, let id = line.next() {
            guard let next = pending[id], next.isInLine else { continue }
            takePlace(id)
            return next
        }
        return nil
    }

    private mutating func takePlace(_ id: String) {
        inFlight += 1
        pending[id]?.isInFlight = true
        pending[id]?.isInLine = false
    }

    /// Writes the end of an attempt down and decides what follows.
    mutating func endAttempt(
        of event: WebhookEvent, _ verdict: AttemptVerdict, _ result: WebhookResult, at now: Moment
    ) -> AttemptOutcome {
        guard var pending = pending[event.id] else { return AttemptOutcome(afterFirst: [], isAwaited: false) }
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
        return AttemptOutcome(
            record: log[event.id], next: next, afterFirst: afterFirst, isAwaited: next == nil || verdict.isDelivered)
    }

    /// A receiver that wants no more gets no more.
    private mutating func forget(_ event: WebhookEvent) {
        guard let endpoint = event.endpoint, gone.count < Self.mostGone else { return }
        gone.insert(endpoint)
    }
}
