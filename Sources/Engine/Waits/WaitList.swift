import Basics
import Synchronization
import Time

/// Those who wait for one kind of thing. Each of them ends once, by whatever comes first.
///
/// Whoever waits is added first and then looks whether the thing is there already; whoever brings it about does that first and
/// then looks here. So one of the two finds the other.
///
/// Its lock is taken last of all, and nothing is called under it.
final class WaitList<Goal: Sendable, Found: Sendable>: Sendable {
    typealias Action = @Sendable (WaitEnd<Found>) -> Void

    private struct Entry: Sendable {
        let ticket: WaitTicket
        let goal: Goal
        /// In real time; nil: none.
        let deadline: Int64?
        let then: Action
    }

    private struct State: Sendable {
        /// In the order of their coming.
        var entries: [Entry] = []
        var number: UInt64 = 0
        /// The real instant of the next alarm: there is one for all deadlines, since an alarm cannot be called off.
        var alarm: Int64?
    }

    /// As many may wait at once [chosen].
    let capacity: Int
    private let real: any RealTime
    private let state = Lock(State())
    private let size = Atomic(0)

    init(capacity: Int, real: any RealTime) {
        self.capacity = capacity
        self.real = real
    }

    var count: Int { size.load(ordering: .relaxed) }

    /// Adds a wait; nil, and nothing done, when the list is full.
    ///
    /// - Parameter limit: how long it lasts in real time; nil: without end.
    func add(_ goal: Goal, atMost limit: Duration?, then: @escaping Action) -> WaitTicket? {
        let deadline = limit.map { real.now() + $0.nanoseconds }
        let ticket = state.withLock { state -> WaitTicket? in
            guard state.entries.count < capacity else { return nil }
            state.number += 1
            let ticket = WaitTicket(number: state.number)
            state.entries.append(Entry(ticket: ticket, goal: goal, deadline: deadline, then: then))
            size.store(state.entries.count, ordering: .relaxed)
            return ticket
        }
        arm()
        return ticket
    }

    func contains(_ ticket: WaitTicket) -> Bool {
        state.withLock { state in state.entries.contains { $0.ticket == ticket } }
    }

    /// Forgets a wait without a word.
    func cancel(_ ticket: WaitTicket) {
        _ = take { $0.ticket == ticket }
    }

    /// Ends a wait, unless it has ended.
    func end(_ ticket: WaitTicket, _ end: WaitEnd<Found>) {
        for action in take(where: { $0.ticket == ticket }) { action(end) }
    }

    /// Ends those whose goal passes.
    func end(where passes: (Goal) -> Bool, _ end: WaitEnd<Found>) {
        guard count > 0 else { return }
        for action in take(where: { passes($0.goal) }) { action(end) }
    }

    /// Takes all of them out, for the caller to end.
    func takeAll() -> [Action] {
        take { _ in true }
    }

    private func take(where passes: (Entry) -> Bool) -> [Action] {
        state.withLock { state in
            let taken = state.entries.filter(passes)
            if !taken.isEmpty { state.entries.removeAll(where: passes) }
            size.store(state.entries.count, ordering: .relaxed)
            return taken.map(\.then)
        }
    }

    /// Sets an alarm for the next deadline.
    private func arm() {
        let alarm = state.withLock { state -> Int64? in
            guard let next = state.entries.compactMap(\.deadline).min(), next < state.alarm ?? .max else { return nil }
            state.alarm = next
            return next
        }
        guard let alarm else { return }
        real.alarm(at: alarm) { [weak self] in self?.alarmRang(alarm) }
    }

    private func alarmRang(_ alarm: Int64) {
        let instant = max(alarm, real.now())
        state.withLock { if $0.alarm == alarm { $0.alarm = nil } }
        for action in take(where: { $0.deadline.map { $0 <= instant } ?? false }) { action(.timedOut) }
        arm()
    }
}
