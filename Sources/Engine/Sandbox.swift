import Basics
import Core
import Digests
import Documents
import Journal
import Scenario
import Synchronization
import Time

/// One isolated world: scenario, clock, accounts, jobs, counters, limits, journal. Nothing here is global, so parallel tests do
/// not disturb each other.
///
/// `LockRank` has the order in which its locks are taken.
/// The lock of a list of waits is taken last.
public final class Sandbox: Sendable {
    public let name: String
    let real: any RealTime
    /// When it was made, in monotonic nanoseconds.
    let made: Int64
    let store: any Store
    let state: Lock<SandboxState>
    /// The scenario in force, as `state` has it too: every request begins by asking for settings, and need not wait for those who
    /// work on the state.
    let inForce: Lock<LoadedScenario>
    let attempts = AttemptCounts()
    let journal: Lock<Journal>
    let uploads = Lock(UploadStore(), rank: .uploads)
    let webhooks: WebhookDispatcher
    /// The bounds that it shares with other sandboxes; the store has its own part of them.
    let shared: SharedBounds?
    /// Tells those who listen what happens here.
    public let events: EventLog
    /// Who waits until so many requests are held.
    let heldWaits: WaitList<Int, Void>
    /// The moves of the clock that are under way.
    let moves: WaitList<Void, Void>
    /// Requests that are neither over nor waiting for scenario time, attempts of webhooks that are due or in flight, and events that
    /// are being performed. The `auto` clock moves only when there are none.
    let busy = Atomic<Int>(0)
    /// Whether a move of the clock waits until `busy` is 0.
    let isQuietAwaited = Atomic<Bool>(false)
    /// Whether the state says why the sandbox has ended: every request asks.
    let isClosed = Atomic<Bool>(false)
    /// Whether the clock is `auto`, as the state has it too: each turn of a loop asks every sandbox.
    let isAuto: Atomic<Bool>
    /// The real instant at which the last exchange ended.
    let lastEnd = Atomic<Int64>(.min)
    /// Whether whoever steers it needs a token.
    let needsToken: Bool
    /// Hears of what happens without a request: see `tell`.
    let note: @Sendable (SandboxNote) -> Void

    public convenience init(
        name: String, scenario: Scenario, real: any RealTime, store: any Store = MemoryStore(),
        journal bounds: Journal.Bounds = Journal.Bounds(), sender: (any WebhookSender)? = nil,
        note: @escaping @Sendable (SandboxNote) -> Void = { _ in }
    ) {
        self.init(
            name: name, scenario: CompiledScenario(scenario), real: real, store: store, journal: bounds, sender: sender,
            note: note)
    }

    public init(
        name: String, scenario: CompiledScenario, real: any RealTime, store: any Store = MemoryStore(),
        journal bounds: Journal.Bounds = Journal.Bounds(), sender: (any WebhookSender)? = nil,
        shared: SharedBounds? = nil, needsToken: Bool = false,
        note: @escaping @Sendable (SandboxNote) -> Void = { _ in }
    ) {
        self.shared = shared
        self.name = name
        self.note = note
        self.needsToken = needsToken
        self.real = real
        made = real.now()
        self.store = store
        events = EventLog(real: real, store: store)
        heldWaits = WaitList(capacity: Sandbox.mostWaits, real: real)
        webhooks = WebhookDispatcher(sender, waits: WaitList(capacity: Sandbox.mostWaits, real: real))
        moves = WaitList(capacity: Sandbox.mostWaits, real: real)
        var begun = Sandbox.begin(scenario, named: name, real: real, resets: 0)
        begun.events = events
        var journal = Journal(bounds: bounds)
        journal.learn(begun.rules.loaded.cover.known)
        self.journal = Lock(journal, rank: .journal)
        inForce = Lock(begun.rules.loaded, rank: .inForce)
        isAuto = Atomic(begun.schedule.clock.mode == .auto)
        state = Lock(begun, rank: .state)
        state.withLock { $0.expectPhase(1) }
        tellFirstPhase(of: begun.rules.loaded)
    }

    /// What came to it after it was closed is given back.
    deinit {
        shared?.requests.change(by: -journal.withLock { $0.byteCount })
        shared?.uploads.change(by: -uploads.withLock { $0.bytes })
    }

    /// The state of a sandbox that was just made with this scenario, or reset so often.
    static func begin(
        _ compiled: CompiledScenario, named name: String, real: any RealTime, resets: Int
    ) -> SandboxState {
        let scenario = compiled.scenario
        let plan = scenario.clock ?? Scenario.ClockPlan()
        let clock = ScenarioClock(
            mode: plan.mode, rate: plan.rate, polls: plan.polls, startsAt: plan.start ?? real.wallClock(),
            real: real.now())
        let loaded = LoadedScenario(compiled, loadedAt: .zero, resets: resets, sandbox: name)
        var state = SandboxState(schedule: Schedule(clock), rules: RulesInForce(loaded))
        state.ledger.load(scenario.accounts, at: .zero)
        return state
    }
}
