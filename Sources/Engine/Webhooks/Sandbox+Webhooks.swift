import Basics
import Core
import DialectKit
import Digests
import Documents
import HTTPMessages
import Journal
import Scenario
import Synchronization
import Time

/// What others ask of a sandbox about its webhooks and inboxes.
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

    public struct InboxView: Sendable {
        public var messages: [InboxMessage]
        /// How many ever came to this inbox.
        public var total: Int
        /// How many of all inboxes had to go.
        public var dropped: Int
    }

    public func webhookLog(where passes: (DeliveryRecord) -> Bool = { _ in true }) -> Webhooks {
        webhooks.log(where: passes)
    }

    /// The webhook of that id, or the latest of the job of that id.
    public func webhook(_ id: String) -> DeliveryRecord? { webhooks.record(id) }

    /// Whether there is such a job, and it has somebody to call. A store that answers later counts as having it.
    public func callsBack(job id: String) -> Bool {
        Provider.allCases.contains { provider in
            guard case .now(let job) = store.load(JobKey(provider, id)) else { return true }
            return job?.request.callback != nil
        }
    }

    /// The calendar's time at a moment.
    public var calendar: (Moment) -> Timestamp {
        let clock = state.withLock { $0.schedule.clock }
        return { clock.timestamp(of: $0) }
    }

    /// Sends a webhook that has ended once more, with a schedule of its own; the same id, a new time and signature.
    public func redeliver(_ id: String) -> Redelivery {
        defer { runDue() }
        return webhooks.redeliver(id, self)
    }

    /// How many messages came to an inbox so far.
    public func inboxTotal(_ name: String) -> Int { webhooks.inboxTotal(name) }

    /// Takes a request into an inbox and judges its signature by the scenario's secrets; false when there are too many
    /// inboxes.
    public func receive(_ request: Request, inInbox name: String, answering status: Int) -> Bool {
        webhooks.receive(request, inInbox: name, answering: status, self)
    }

    public func inbox(_ name: String) -> InboxView { webhooks.inbox(name) }

    /// The public keys that receivers of `fal` webhooks verify with, each once, in the order of the scenario. A secret that is no
    /// key of that scheme signs by another one, and has no public key.
    public var webhookPublicKeys: [[UInt8]] {
        webhookSecrets.compactMap { try? SigningKey($0, for: .fal).publicKey }
    }

    /// Every secret that the scenario signs webhooks with.
    var webhookSecrets: [WebhookSecret] { scenario.webhookSecrets }

    /// Ends everything of the webhooks that waits: the server stops.
    func abandonWebhooks() {
        let inLine = webhooks.abandon()
        state.withLock { $0.schedule.attemptsEnded(inLine) }
        busy.subtract(inLine, ordering: .relaxed)
    }
}

extension Scenario {
    /// Every secret that it signs webhooks with, each once.
    var webhookSecrets: [WebhookSecret] {
        let rules = phases.flatMap(\.rules) + rules
        let own = rules.flatMap { $0.then.webhook?.secrets ?? [] }
        let set = settings.keys.sorted().flatMap { settings[$0]?.secrets(WebhookSettingName.secret) ?? [] }
        return (set + own).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension Sandbox: WebhookHost {
    var present: Present {
        let (instant, wall) = (real.now(), real.wallClock())
        let (now, clock, loaded) = state.withLock {
            ($0.schedule.now(real: instant), $0.schedule.clock, $0.rules.loaded)
        }
        return Present(
            epoch: loaded.resets, moment: now, time: clock.timestamp(of: now), stamp: stamp(at: now, clock, loaded),
            wall: wall)
    }

    func scheduleAttempt(of id: String, epoch: Int, at moment: Moment) {
        schedule(.deliver(id, epoch: epoch), of: epoch, at: moment)
    }

    func scheduleUnparking(of id: String, epoch: Int, at moment: Moment) {
        schedule(.unpark(id, epoch: epoch), of: epoch, at: moment)
    }

    func tell(_ record: DeliveryRecord) {
        events.tell(
            .webhook,
            [
                "what": record.state.isEnd ? "ended" : "attempted", "webhook": .text(record.id),
                "job": .text(record.job), "state": .text(record.state.rawValue),
                "attempts": .number(record.attempts.count),
            ])
    }

    func attemptsForgotten(_ inLine: Int) { busy.subtract(inLine, ordering: .relaxed) }

    func attemptBegan(_ epoch: Int) -> Bool {
        state.withLock { state in
            guard state.resets == epoch else { return false }
            state.schedule.attemptBegan()
            busy.add(1, ordering: .relaxed)
            return true
        }
    }

    /// Time may go on.
    func attemptEnded(_ epoch: Int) {
        // A reset has forgotten the attempts of before it.
        state.withLock { if $0.resets == epoch { $0.schedule.attemptsEnded(1) } }
        busy.subtract(1, ordering: .relaxed)
        runDue()
        for advance in state.withLock({ $0.schedule.takeAdvances() }) { goOn(advance) }
        jumpWhileIdle()
    }
}
