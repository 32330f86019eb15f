import Basics
import Core
import Documents
import Synchronization
import Time

/// Something that has just happened in a sandbox, as those hear it who listen.
public struct LiveEvent: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case request, job, webhook, rule, phase, clock, scenario, reset, account, journal
        /// What `expect` says now; made by whoever listens, so it has no number.
        case verdict
        /// The last one: nothing follows.
        case closed
    }

    /// Counted from 1; goes on over a reset.
    public let id: Int
    public let kind: Kind
    /// JSON on one line.
    public let data: [UInt8]
}

/// What happens in a sandbox, for those who listen. Nobody waits for them: what is told lies in a ring, each listener has a place in
/// it, and one whose place was passed is told how many it missed.
///
/// Nothing is made as long as nobody listens. After the last listener has left, it goes on for a ring more, so that one who comes
/// back misses nothing.
public final class EventLog: Sendable {
    /// Events that are kept [chosen].
    public static let mostKept = 1_000
    /// Listeners of a sandbox at once [chosen].
    public static let mostListeners = 64
    /// A listener that hears nothing for so long, in real time, is sent a sign of life [chosen].
    static let keepAlive = Duration.seconds(15)

    private struct Listener: Sendable {
        /// The event that comes next.
        var next: Int
        /// What wakes it.
        var wake: (@Sendable () -> Void)?
        var isAliveDue = false
        /// What it wants to hear of.
        var kinds: Set<LiveEvent.Kind>
        /// The real instant at which it last had something.
        var lastSent: Int64
    }

    private struct State: Sendable {
        /// The event of each number lies at that modulo `mostKept`.
        var ring: [LiveEvent] = []
        var nextID = 1
        var listeners: [Int: Listener] = [:]
        var nextListener = 1
        /// Events since the last listener left.
        var unheard = 0
        /// Numbers from here on are without a gap: before, nobody listened and nothing was counted.
        var begun = 1
        var isClosed = false

        var oldest: Int { max(begun, nextID - EventLog.mostKept) }
    }

    private let real: any RealTime
    let store: any Store
    private let isOn = Atomic<Bool>(false)
    private let state = Lock(State())

    init(real: any RealTime, store: any Store) {
        self.real = real
        self.store = store
    }

    /// Whether it is worth telling anything.
    var isHeard: Bool { isOn.load(ordering: .relaxed) }

    /// Tells those who listen. The data is made only if anybody does.
    func tell(_ kind: LiveEvent.Kind, _ data: @autoclosure () -> Members) {
        guard isHeard else { return }
        append(kind, Node(.object(data())).json())
    }

    private func append(_ kind: LiveEvent.Kind, _ data: [UInt8]) {
        let wakes = state.withLock { state -> [@Sendable () -> Void] in
            guard !state.isClosed else { return [] }
            let event = LiveEvent(id: state.nextID, kind: kind, data: data)
            let place = state.nextID % Self.mostKept
            state.nextID += 1
            if place < state.ring.count {
                state.ring[place] = event
            } else {
                // The first round begins at 1; its place 0 is filled at its end.
                if state.ring.isEmpty { state.ring = [event] }
                while state.ring.count <= place { state.ring.append(event) }
            }
            if state.listeners.isEmpty {
                state.unheard += 1
                if state.unheard >= Self.mostKept { forget(&state) }
            }
            return takeWakes(&state)
        }
        for wake in wakes { wake() }
    }

    /// Nobody has listened for a whole ring: what is in it, none who comes back would want.
    private func forget(_ state: inout State) {
        isOn.store(false, ordering: .relaxed)
        state.ring = []
        state.begun = state.nextID
    }

    private func takeWakes(_ state: inout State) -> [@Sendable () -> Void] {
        var wakes: [@Sendable () -> Void] = []
        for number in state.listeners.keys.sorted() {
            guard let wake = state.listeners[number]?.wake else { continue }
            state.listeners[number]?.wake = nil
            wakes.append(wake)
        }
        return wakes
    }

    // MARK: Listening

    /// Whether anybody listens.
    var hasListeners: Bool { state.withLock { !$0.listeners.isEmpty } }

    /// Begins to listen: to what comes from now on, or to what came behind the event of that number. nil: as many listen as may.
    ///
    /// - Parameter kinds: what it wants to hear of.
    public func listen(after last: Int?, to kinds: Set<LiveEvent.Kind>) -> EventListener? {
        let now = real.now()
        let number = state.withLock { state -> Int? in
            guard state.listeners.count < Self.mostListeners else { return nil }
            if state.listeners.isEmpty {
                if !isHeard { state.begun = state.nextID }
                state.unheard = 0
                isOn.store(true, ordering: .relaxed)
            }
            let number = state.nextListener
            state.nextListener += 1
            // A number that was never given is of another run of the server.
            let next = last.map { $0 < state.nextID ? max(0, $0) + 1 : state.nextID } ?? state.nextID
            state.listeners[number] = Listener(next: next, kinds: kinds, lastSent: now)
            return number
        }
        guard let number else { return nil }
        watch(number)
        return EventListener(self, number)
    }

    /// Ends all of them, with a last event that says why. Whoever comes later hears that at once.
    public func close(because reason: String) {
        isOn.store(true, ordering: .relaxed)
        append(.closed, Node(.object(["reason": Node(.string(reason))])).json())
        let wakes = state.withLock { state in
            state.isClosed = true
            return takeWakes(&state)
        }
        isOn.store(false, ordering: .relaxed)
        for wake in wakes { wake() }
    }

    func take(_ number: Int) -> EventListener.Heard {
        let now = real.now()
        return state.withLock { state in
            guard var listener = state.listeners[number] else { return .end }
            if listener.next < state.oldest {
                // Where nobody listened meanwhile, nothing was counted.
                let isExact = state.begun <= listener.next
                let missed = state.oldest - listener.next
                let oldest = state.oldest
                state.listeners[number]?.next = oldest
                state.listeners[number]?.lastSent = now
                return .missed(missed, isExact: isExact)
            }
            // What it does not want is no sign of life.
            while listener.next < state.nextID,
                !listener.kinds.contains(state.ring[listener.next % Self.mostKept].kind)
            {
                listener.next += 1
            }
            state.listeners[number]?.next = listener.next
            if listener.next < state.nextID {
                state.listeners[number]?.next = listener.next + 1
                state.listeners[number]?.lastSent = now
                return .event(state.ring[listener.next % Self.mostKept])
            }
            if state.isClosed { return .end }
            guard listener.isAliveDue else { return .nothing }
            state.listeners[number]?.isAliveDue = false
            state.listeners[number]?.lastSent = now
            return .signOfLife
        }
    }

    /// Calls back once there is something to take: now, if there is.
    func wake(_ number: Int, _ action: @escaping @Sendable () -> Void) {
        let isReady = state.withLock { state in
            guard let listener = state.listeners[number], !state.isClosed, !listener.isAliveDue,
                listener.next == state.nextID
            else { return true }
            state.listeners[number]?.wake = action
            return false
        }
        if isReady { action() }
    }

    func forgetWake(_ number: Int) {
        state.withLock { $0.listeners[number]?.wake = nil }
    }

    func leave(_ number: Int) {
        state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }

    /// Sees to it that the listener hears a sign of life in time. There is one alarm for each, since an alarm cannot be called off.
    private func watch(_ number: Int) {
        real.alarm(at: real.now() + Self.keepAlive.nanoseconds) { [weak self] in self?.alarmRang(number) }
    }

    private func alarmRang(_ number: Int) {
        let now = real.now()
        let (isThere, wake) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
            guard let listener = state.listeners[number] else { return (false, nil) }
            guard now - listener.lastSent >= Self.keepAlive.nanoseconds else { return (true, nil) }
            state.listeners[number]?.isAliveDue = true
            state.listeners[number]?.wake = nil
            return (true, listener.wake)
        }
        wake?()
        if isThere { watch(number) }
    }
}

/// Somebody who listens to a sandbox.
public final class EventListener: Sendable {
    public enum Heard: Sendable {
        case event(LiveEvent)
        /// So many events had to go before they were heard; not exact: there were more, which nobody counted.
        case missed(Int, isExact: Bool)
        /// Nothing has happened for a while.
        case signOfLife
        case nothing
        case end
    }

    private let log: EventLog
    private let number: Int

    init(_ log: EventLog, _ number: Int) {
        self.log = log
        self.number = number
    }

    public func next() -> Heard { log.take(number) }

    /// Calls back once there is something to take; on any thread, and perhaps before this returns.
    public func whenThere(_ action: @escaping @Sendable () -> Void) { log.wake(number, action) }

    public func wantsNoCall() { log.forgetWake(number) }

    public func leave() { log.leave(number) }
}
