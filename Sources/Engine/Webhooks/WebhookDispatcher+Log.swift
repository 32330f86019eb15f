import Basics
import Core
import Journal
import Scenario
import Time

/// The log of deliveries, and who waits for an end in it.
extension WebhookDispatcher {
    func log(where passes: (DeliveryRecord) -> Bool) -> Sandbox.Webhooks {
        state.withLock { state in
            Sandbox.Webhooks(
                records: state.log.records(where: passes), total: state.log.total, dropped: state.log.dropped,
                pending: state.pending.count)
        }
    }

    /// The webhook of that id, or the latest of the job of that id.
    func record(_ id: String) -> DeliveryRecord? {
        state.withLock { $0.log[id] ?? $0.log.latest(ofJob: id) }
    }

    /// Sends a webhook that has ended once more, with a schedule of its own; the same id, a new time and signature.
    func redeliver(_ id: String, _ host: any WebhookHost) -> Sandbox.Redelivery {
        let present = host.present
        let redelivery = withState(of: present.epoch, host) { state -> WebhookState.Redelivery in
            guard let event = state.events[id] ?? state.log.latest(ofJob: id).flatMap({ state.events[$0.id] })
            else { return .unknown }
            // One that was put aside is not among the pending ones, and has not ended.
            guard state.pending[event.id] == nil, state.log[event.id]?.state.isEnd ?? true else { return .underWay }
            let dropped = state.add(event, afterFirst: [])
            state.pending[event.id]?.copies = 1
            state.update(event.id) {
                $0.state = .scheduled
                $0.detail = nil
                $0.nextAttempt = present.moment
            }
            return .begun(event.id, dropped: dropped)
        }
        switch redelivery {
        // A reset has forgotten it meanwhile.
        case .unknown, nil: return .unknown
        case .underWay: return .underWay
        case .begun(let id, let dropped):
            if let dropped { drop(dropped, host) }
            host.scheduleAttempt(of: id, epoch: present.epoch, at: present.moment)
            return .begun
        }
    }

    /// A webhook was acknowledged or has ended.
    ///
    /// - Parameter record: nil when the log had to let it go.
    func tellEnd(of event: WebhookEvent, _ record: DeliveryRecord?) {
        let end: WaitEnd<DeliveryRecord> =
            record.map { .reached($0) }
            ?? .dismissed(because: "The log has no room for the webhook `\(event.id)` any more.")
        waits.end(where: { $0 == event.id || $0 == event.job.id }, end)
    }

    /// Ends everything that waits: the server stops.
    ///
    /// - Returns: how many were in line. They were due, and counted as busy since then; no attempt of theirs comes back.
    func abandon() -> Int {
        state.withLock { state in
            let inLine = state.inLine
            for id in state.pending.keys.sorted() where state.pending[id]?.isInFlight == false {
                state.pending[id] = nil
                state.update(id) {
                    $0.state = .abandoned
                    $0.nextAttempt = nil
                }
            }
            return inLine
        }
    }

    /// Another scenario is in force: the webhooks of its rules are counted anew.
    func forgetCounts() {
        state.withLock { $0.decided = [:] }
    }
}

extension WebhookState {
    fileprivate enum Redelivery {
        case unknown, underWay
        case begun(String, dropped: Pending?)
    }
}
