import Basics
import Core
import DialectKit
import Digests
import Journal
import Scenario
import Synchronization
import Time

extension Sandbox {
    public struct Webhooks: Sendable {
        /// Oldest first.
        public var records: [DeliveryRecord]
        public var total: Int
        public var dropped: Int
        /// How many have not ended.
        public var pending: Int
    }

    public enum Redelivery: Sendable, Equatable {
        case unknown
        /// It has not ended yet.
        case underWay
        case begun
    }

    public func webhookLog(where passes: (DeliveryRecord) -> Bool = { _ in true }) -> Webhooks {
        webhooks.withLock { webhooks in
            Webhooks(
                records: webhooks.log.records(where: passes), total: webhooks.log.total,
                dropped: webhooks.log.dropped, pending: webhooks.pending.count)
        }
    }

    /// The webhook of that id, or the latest of the job of that id.
    public func webhook(_ id: String) -> DeliveryRecord? {
        webhooks.withLock { $0.log[id] ?? $0.log.latest(ofJob: id) }
    }

    /// Whether there is such a job, and it has somebody to call. A store that answers later counts as having it.
    public func callsBack(job id: String) -> Bool {
        Provider.allCases.contains { provider in
            guard case .now(let job) = store.load(JobKey(provider, id)) else { return true }
            return job?.request.callback != nil
        }
    }

    /// The calendar's time at a moment.
    public var calendar: (Moment) -> Timestamp {
        let clock = state.withLock { $0.clock }
        return { clock.timestamp(of: $0) }
    }

    /// Sends a webhook that has ended once more, with a schedule of its own; the same id, a new time and signature.
    public func redeliver(_ id: String) -> Redelivery {
        let instant = real.now()
        let now = state.withLock { $0.clock.now(real: instant) }
        let found = webhooks.withLock { webhooks -> Redelivery in
            guard let event = webhooks.events[id] ?? webhooks.log.latest(ofJob: id).flatMap({ webhooks.events[$0.id] })
            else { return .unknown }
            guard webhooks.pending[event.id] == nil else { return .underWay }
            _ = webhooks.add(event, afterFirst: [])
            webhooks.pending[event.id]?.copies = 1
            webhooks.update(event.id) {
                $0.state = .scheduled
                $0.detail = nil
                $0.nextAttempt = now
            }
            return .begun
        }
        guard found == .begun, let id = webhook(id)?.id else { return found }
        schedule(id, at: now)
        runDue()
        return .begun
    }

    /// Ends everything that waits or is in flight: the server stops, or the sandbox is reset.
    func abandonWebhooks(forgetting: Bool) {
        let inLine = webhooks.withLock { webhooks -> Int in
            let ids = webhooks.pending.keys.sorted()
            // Due, and counted as busy since then. No attempt of theirs comes back.
            let inLine = webhooks.pending.values.count(where: \.isInLine)
            let epoch = webhooks.epoch + 1
            if forgetting {
                webhooks = WebhookState()
                webhooks.epoch = epoch
            } else {
                for id in ids where webhooks.pending[id]?.isInFlight == false {
                    webhooks.pending[id] = nil
                    webhooks.update(id) {
                        $0.state = .abandoned
                        $0.nextAttempt = nil
                    }
                }
            }
            return inLine
        }
        if !forgetting { state.withLock { $0.inFlight = max(0, $0.inFlight - inLine) } }
        busy.subtract(inLine, ordering: .relaxed)
    }

    /// The public keys that receivers of `fal` webhooks verify with, each once, in the order of the scenario.
    public var webhookPublicKeys: [[UInt8]] {
        webhookSecrets.compactMap { try? SigningKey($0, for: .fal).publicKey }
    }

    /// Every secret that the scenario signs webhooks with.
    var webhookSecrets: [WebhookSecret] {
        let scenario = scenario
        let rules = scenario.phases.flatMap(\.rules) + scenario.rules
        let own = rules.flatMap { $0.then.webhook?.secrets ?? [] }
        let set = scenario.settings.keys.sorted().flatMap {
            scenario.settings[$0]?.secrets(WebhookSettingName.secret) ?? []
        }
        return (set + own).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
