import Core
import Journal
import Scenario
import Time

/// The webhooks of a sandbox, under a lock of their own that is never held together with another.
struct WebhookState: Sendable {
    /// Events that wait or are in flight, at most; beyond it the oldest that is not in flight goes (webhook-conventions.md §4).
    static let mostPending = 10_000
    /// Attempts that a sandbox has in flight, at most; further ones that are due wait in line.
    static let mostParallel = 32
    /// Receivers that answered 410 are remembered, so many at most.
    static let mostGone = 10_000

    /// An event that has not ended.
    struct Pending: Sendable {
        let event: WebhookEvent
        /// How often the sandbox had been reset when it came.
        let epoch: Int
        /// The attempt of the schedule that comes next or is in flight, counted from 1.
        var step = 1
        /// How often it is still to be delivered.
        var copies: Int
        var isInFlight = false
        /// Due, and waiting for others to end.
        var isInLine = false
        /// Done when the first attempt has ended, or the event without one.
        var afterFirst: [@Sendable () -> Void]

        init(_ event: WebhookEvent, epoch: Int, afterFirst: [@Sendable () -> Void]) {
            self.event = event
            self.epoch = epoch
            copies = event.effect?.copies ?? 1
            self.afterFirst = afterFirst
        }
    }

    /// How often the sandbox had been reset when what is here came, so that what comes back later is known to be of no use.
    private(set) var epoch = 0
    var log = DeliveryLog()
    /// The events of the log, so that one can be sent again.
    var events: [String: WebhookEvent] = [:]
    var pending: [String: Pending] = [:]
    /// Ids in the order of their coming, from `oldest` on; those that ended are still among them.
    private var order: [String] = []
    private var oldest = 0
    var line = Line()
    var inFlight = 0
    var gone: Set<String> = []
    /// Waits until the next event has come.
    var parked: WebhookEvent?
    /// How many webhooks each rule has decided.
    var decided: [String: Int] = [:]
    var inbox = Inbox()

    /// How many events are due, and wait for others to end.
    var inLine: Int { pending.values.count(where: \.isInLine) }

    /// Forgets what came before that reset, counted from 1.
    ///
    /// - Returns: how many events were in line.
    mutating func forget(before reset: Int) -> Int {
        guard epoch < reset else { return 0 }
        let inLine = inLine
        self = WebhookState()
        epoch = reset
        return inLine
    }

    /// What becomes of an event that comes new.
    enum Reception {
        /// It has ended without an attempt.
        case ended(DeliveryRecord)
        /// It is put aside until the next one has come.
        case parked
        /// It waits for its first attempt, once that is written down.
        case accepted(DeliveryRecord)
    }

    mutating func receive(_ event: WebhookEvent, time: Timestamp) -> Reception {
        if let (end, words) = outcome(of: event) {
            let record = event.record(end, time: time, detail: words)
            write(record, event)
            return .ended(record)
        }
        guard event.effect?.isReordered == true, parked == nil else {
            return .accepted(event.record(.scheduled, time: time))
        }
        parked = event
        write(event.record(.scheduled, time: time, detail: "It waits until the next webhook has come."), event)
        return .parked
    }

    /// What ends an event before its first attempt.
    private mutating func outcome(of event: WebhookEvent) -> (DeliveryRecord.State, String)? {
        if let rule = event.directive?.rule { decided[rule, default: 0] += 1 }
        switch event.effect?.drop {
        case .always: return (.droppedByScenario, "A rule drops it.")
        case .one(let wanted) where wanted == event.directive.flatMap({ decided[$0.rule] }):
            return (.droppedByScenario, "A rule drops its webhook \(wanted).")
        case .one, .never, nil: break
        }
        guard let endpoint = event.endpoint, gone.contains(endpoint) else { return nil }
        return (.gaveUp, "This receiver answered 410 before: it wants no more.")
    }

    /// Writes a record down with what is needed to send it again.
    mutating func write(_ record: DeliveryRecord, _ event: WebhookEvent) {
        events[event.id] = event
        for id in log.append(record) { events[id] = nil }
    }

    mutating func update(_ id: String, _ change: (inout DeliveryRecord) -> Void) {
        for gone in log.update(id, change) { events[gone] = nil }
    }

    /// Takes an event in; gives back the one that had to go for it.
    mutating func add(_ event: WebhookEvent, afterFirst: [@Sendable () -> Void]) -> Pending? {
        pending[event.id] = Pending(event, epoch: epoch, afterFirst: afterFirst)
        order.append(event.id)
        while oldest < order.count, pending[order[oldest]] == nil { oldest += 1 }
        if oldest > 1_024, oldest * 2 > order.count {
            order.removeFirst(oldest)
            oldest = 0
        }
        guard pending.count > Self.mostPending else { return nil }
        let candidate = order[oldest...].first { pending[$0].map { !$0.isInFlight } ?? false }
        return candidate.flatMap { pending.removeValue(forKey: $0) }
    }
}

/// Ids in line, first come first served.
struct Line: Sendable {
    private var ids: [String] = []
    private var first = 0

    mutating func append(_ id: String) { ids.append(id) }

    mutating func next() -> String? {
        guard first < ids.count else { return nil }
        defer { first += 1 }
        if first > 1_024, first * 2 > ids.count {
            ids.removeFirst(first)
            first = 0
        }
        return ids[first]
    }
}
