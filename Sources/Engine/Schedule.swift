import Core
import Journal
import Scenario
import Time

/// The clock of a sandbox, what is still to happen by it, and what keeps it from moving.
struct Schedule: Sendable {
    var clock: ScenarioClock
    private var timeline = SandboxTimeline()
    /// The real instant that an alarm is set for.
    private var alarm: Int64?
    /// Attempts of webhooks that are due or in flight: scenario time is not moved meanwhile.
    private var attemptsUnderWay = 0
    /// Moves of the clock that wait for those.
    private var advances: [Advance] = []
    /// Nothing waits any more: what is added happens at once.
    private var hasEnded = false
    /// Where polls wanted to move it meanwhile: there is one such move, to the earliest of these moments.
    private var polledMove: Advance?
    /// The real instant at which the clock was moved last.
    private var moved = Int64.min
    /// Whether somebody looks soon if the clock stands while requests are held by it.
    private var isLookedAt = false
    private var isToldOf = false

    init(_ clock: ScenarioClock) {
        self.clock = clock
    }

    /// The same after a reset: nothing is under way, and the clock is another. The timeline, which must be empty, goes on, so that a
    /// ticket of before the reset names no event of after it.
    func begunAnew(with clock: ScenarioClock, real: Int64) -> Schedule {
        var fresh = Schedule(clock)
        fresh.timeline = timeline
        // Whoever looks still, looks at what waits from now on.
        (fresh.isLookedAt, fresh.moved) = (isLookedAt, real)
        return fresh
    }

    // MARK: Time

    func now(real: Int64) -> Moment { clock.now(real: real) }

    func timestamp(of moment: Moment) -> Timestamp { clock.timestamp(of: moment) }

    func dayNumber(of moment: Moment) -> Int64 { clock.timestamp(of: moment).dayNumber }

    /// Changes how the clock goes.
    mutating func setClock(_ change: (inout ScenarioClock) -> Void) {
        change(&clock)
        alarm = nil
        polledMove = nil
        isToldOf = false
    }

    mutating func forgetAlarms() { (alarm, isLookedAt) = (nil, false) }

    // MARK: Standing

    enum Look {
        case enough
        case again(Int64)
        /// That is held longest.
        case tell(SandboxEvent)
    }

    /// When somebody is to look at a manual clock that holds requests; nil where there is no need, or somebody does already.
    mutating func lookAtStanding(real: Int64) -> Int64? {
        guard clock.mode == .manual, held > 0, !isToldOf, !isLookedAt else { return nil }
        isLookedAt = true
        return real + Sandbox.patience.nanoseconds
    }

    /// Somebody looks.
    mutating func looked(real: Int64) -> Look {
        isLookedAt = false
        guard clock.mode == .manual, held > 0, !isToldOf else { return .enough }
        guard moved <= real - Sandbox.patience.nanoseconds else {
            isLookedAt = true
            return .again(moved + Sandbox.patience.nanoseconds)
        }
        guard let longest = timeline.longestHeld else { return .enough }
        isToldOf = true
        return .tell(longest)
    }

    // MARK: Events

    /// The earliest moment at which something happens; nil when nothing is to come.
    var next: Moment? { timeline.next }

    var nextEvent: SandboxEvent? { timeline.nextEvent }

    /// Events that keep the sandbox from being idle.
    var work: Int { timeline.work }

    /// Whether webhooks are due or in flight.
    var hasAttempts: Bool { attemptsUnderWay > 0 }

    /// Requests that wait for scenario time.
    var held: Int { timeline.held }

    /// Exchanges that go on without scenario time: in real time, or with a sign of life.
    var silent: Int { timeline.silent }

    @discardableResult
    mutating func add(_ event: SandboxEvent, at moment: Moment) -> SandboxTimeline.Ticket {
        timeline.add(event, at: hasEnded ? .zero : moment)
    }

    /// From here on whatever is added happens at once: the sandbox has ended, and nobody moves its clock.
    mutating func end() { hasEnded = true }

    /// Takes an event out before its time; false if it already happened or was cancelled.
    mutating func cancel(_ ticket: SandboxTimeline.Ticket) -> Bool {
        timeline.cancel(ticket) != nil
    }

    /// Takes the requests out that are held for a job, in the order in which they came to wait.
    mutating func takeWaiting(for job: JobKey) -> [HeldRequest] { timeline.takeWaiting(for: job) }

    /// The end of a job comes at that moment; false when nobody is to be called about it any more.
    mutating func moveEnd(of job: JobKey, to moment: Moment) -> Bool { timeline.moveEnd(of: job, to: moment) }

    /// Requests that are held for a job wait no longer than until that moment.
    mutating func bringForward(waitingFor job: JobKey, to moment: Moment) {
        timeline.bringForward(waitingFor: job, to: moment)
    }

    /// Takes out what a request waits for; nil when it does not wait.
    mutating func takeWait(of request: Journal.Ticket) -> SandboxEvent? { timeline.takeWait(of: request) }

    /// The first events that are to come, in their order: at most that many.
    func first(_ most: Int) -> [(moment: Moment, event: SandboxEvent)] { timeline.first(most) }

    /// How many events are to come.
    var count: Int { timeline.count }

    /// The events due by then, at most that many, earliest first.
    mutating func takeDue(until moment: Moment, most: Int = .max) -> [(Moment, SandboxEvent)] {
        var due: [(Moment, SandboxEvent)] = []
        while due.count < most, let event = timeline.popDue(until: moment) { due.append(event) }
        return due
    }

    /// The real instant of the next event where time moves by itself; nil when an alarm is set for it already.
    ///
    /// - Parameter other: something else that an alarm is wanted for.
    mutating func nextAlarm(real: Int64, or other: Moment? = nil) -> Int64? {
        guard let next = [timeline.next, other].compactMap(\.self).min(), let due = clock.real(of: next, real: real)
        else { return nil }
        if let alarm, alarm <= due { return nil }
        alarm = due
        return due
    }

    mutating func alarmRang(_ instant: Int64) {
        if alarm == instant { alarm = nil }
    }

    // MARK: Moves

    /// Under `auto`: jumps to the next event and takes out what is due then. Nothing, where the clock has no reason to move: nothing
    /// waits, or only keep-alives and webhooks do.
    mutating func jump(isWebhookAwaited: Bool, real: Int64) -> [(Moment, SandboxEvent)] {
        guard clock.mode == .auto, let next = timeline.next, next < .distantFuture,
            isWebhookAwaited || timeline.awaited > 0 || next <= clock.now(real: real)
        else { return [] }
        clock.jump(to: next, real: real)
        return takeDue(until: next)
    }

    enum Step {
        case perform([(Moment, SandboxEvent)])
        /// Until no webhook is in flight.
        case wait
        case arrived
        /// The move was given up.
        case abandoned
        /// It has come past more events than it may.
        case endless
    }

    /// Moves the clock on to the next event on the way, or to the end of the way.
    mutating func step(_ advance: Advance, real: Int64) -> Step {
        if attemptsUnderWay > 0, !advance.isDetached {
            wait(advance)
            return .wait
        }
        if case .control = advance.owner { alarm = nil }
        moved = real
        guard let next = timeline.next, next <= advance.target else {
            clock.jump(to: advance.target, real: real)
            return .arrived
        }
        clock.jump(to: next, real: real)
        return .perform(takeDue(until: next))
    }

    /// It goes on when nothing goes on any more.
    mutating func waitForQuiet(_ advance: Advance) { wait(advance) }

    private mutating func wait(_ advance: Advance) {
        switch advance.owner {
        case .control: advances.append(advance)
        case .polls: if polledMove.map({ advance.target < $0.target }) ?? true { polledMove = advance }
        }
    }

    mutating func attemptBegan() { attemptsUnderWay += 1 }

    mutating func attemptsEnded(_ count: Int) { attemptsUnderWay = max(0, attemptsUnderWay - count) }

    /// The moves that waited for webhooks, once none is in flight.
    mutating func takeAdvances() -> [Advance] {
        guard attemptsUnderWay == 0 else { return [] }
        return takeAllAdvances()
    }

    @discardableResult
    mutating func takeAllAdvances() -> [Advance] {
        defer { (advances, polledMove) = ([], nil) }
        return advances + (polledMove.map { [$0] } ?? [])
    }

    mutating func giveUp(_ ticket: WaitTicket) {
        advances.removeAll { $0.owner == .control(ticket) }
    }
}
