import Basics
import CSystem
import Control
import Core
import Digests
import Engine
import Scenario
import Synchronization
import Time

/// The sandboxes that there are, and the scenarios that may be loaded into them.
///
/// One goes when it is deleted, when its `ttl` is over, or when there are too many: then the one that was used longest ago and that
/// nobody waits in.
final class SandboxRegistry: ControlTarget {
    /// As many can be there at once [chosen].
    static let most = 1_000

    private struct State: Sendable {
        var named: [String: HostedSandbox] = [:]
        /// What becomes of the playing scenario in a sandbox that names none.
        var playing: CompiledScenario
        var library: ScenarioLibrary
        /// Of the next name that is made up.
        var number = 1
        var gone = GoneSandboxes()
        /// The real instant of the alarm that is set.
        var alarm: Int64?
        /// Which sandboxes were told of in the log for what they lost to the others.
        var told: Set<String> = []
    }

    let dialects: Dialects
    /// Always there; the one that paths without a sandbox mean.
    let standard: HostedSandbox
    let real: any RealTime
    let services: SharedServices
    private let sender: (any WebhookSender)?
    private let warn: @Sendable (String) -> Void
    private let state: Lock<State>
    private let compiled = CompiledScenarios()
    private let shared: SharedBounds
    private let ports = Lock<[ProviderPort]>([])
    private let ready = Atomic<Bool>(false)

    init(
        _ scenarios: ScenarioSet, dialects: Dialects, services: SharedServices, real: any RealTime,
        sender: (any WebhookSender)?, shared: SharedBounds = SharedBounds(), warn: @escaping @Sendable (String) -> Void
    ) {
        self.shared = shared
        self.dialects = dialects
        self.services = services
        self.real = real
        self.sender = sender
        self.warn = warn
        let playing = CompiledScenario(scenarios.playing)
        standard = Self.host(SandboxName.standard, playing, dialects, services, real, sender, shared, warn)
        state = Lock(
            State(named: [SandboxName.standard: standard], playing: playing, library: scenarios.library))
        // Not at once: it is told under the locks of a sandbox.
        shared.whenOver { [weak self] kind in
            real.alarm(at: real.now()) { [weak self] in self?.makeRoom(of: kind) }
        }
    }

    private static func host(
        _ name: String, _ scenario: CompiledScenario, _ dialects: Dialects, _ services: SharedServices,
        _ real: any RealTime, _ sender: (any WebhookSender)?, _ shared: SharedBounds,
        _ warn: @escaping @Sendable (String) -> Void
    ) -> HostedSandbox {
        let store = MemoryStore(shared: shared.jobs) {
            warn(
                """
                Sandbox \(name) has more jobs than it keeps: its oldest ones are being forgotten, those first that have ended, unless hardly any has. \
                GET /_understudy/sandboxes/\(name) counts them.
                """)
        }
        let sandbox = Sandbox(
            name: name, scenario: scenario, real: real, store: store, sender: sender, shared: shared,
            needsToken: services.needsToken, note: services.note)
        return HostedSandbox(sandbox, dialects: dialects, services: services, at: real.now())
    }

    // MARK: Finding them

    /// All of them, in no order.
    var all: [HostedSandbox] { state.withLock { Array($0.named.values) } }

    /// Counts as a use.
    func hosted(named name: String) -> HostedSandbox? {
        let hosted = state.withLock { $0.named[name] }
        hosted?.use(at: real.now())
        return hosted
    }

    func sandbox(named name: String) -> Sandbox? { hosted(named: name)?.sandbox }

    func reasonForLack(ofSandbox name: String) -> String {
        let gone = state.withLock { $0.gone[name] }
        let reason = gone.map { "There is no sandbox `\(name)` any more: \($0)" } ?? "There is no sandbox `\(name)`"
        return SandboxName.isGood(name)
            ? "\(reason). `PUT /_understudy/sandboxes/\(name)` makes it, or the option --auto-sandbox at its first use."
            : "\(reason), and there cannot be: \(SandboxName.rule)."
    }

    var sandboxes: SandboxList {
        let now = real.now()
        let (hosted, gone) = state.withLock { ($0.named.values.sorted { $0.sandbox.name < $1.sandbox.name }, $0.gone) }
        return SandboxList(
            lines: hosted.map { SandboxList.Line($0.sandbox, ttl: $0.ttl, unusedFor: .nanoseconds(now - $0.usedAt)) },
            most: Self.most, expired: gone.expired, evicted: gone.evicted)
    }

    // MARK: Making them

    func makeSandbox(named wanted: String?, _ plan: SandboxPlan) throws(SandboxFailure) -> MadeSandbox {
        let source = try scenario(plan.source)
        let name = wanted ?? state.withLock { freeName(for: plan.test, &$0) }
        // The one that is always there has no end.
        let ttl = name == SandboxName.standard ? nil : plan.ttl
        let seed: Int64? =
            switch plan.seed {
            case .number(let number): number
            case .fromName: Int64(bitPattern: XXH3.hash64(name.utf8.span))
            case nil: nil
            }
        let scenario = source.with(seed: seed, clock: plan.clock)
        // A name that was made up and is taken by now is another's.
        if wanted != nil, let known = hosted(named: name) {
            known.ttl = ttl
            known.sandbox.reset(under: scenario)
            arm()
            // It went meanwhile.
            guard state.withLock({ $0.named[name] === known }) else { return try makeSandbox(named: wanted, plan) }
            return MadeSandbox(known.sandbox, ttl: ttl, isNew: false, remarks: scenario.scenario.remarks)
        }
        let hosted = Self.host(name, scenario, dialects, services, real, sender, shared, warn)
        hosted.ttl = ttl
        guard try add(hosted) else { return try makeSandbox(named: wanted, plan) }
        arm()
        return MadeSandbox(hosted.sandbox, ttl: ttl, isNew: true, remarks: scenario.scenario.remarks)
    }

    /// A sandbox of that name as the server's options make it, for a request that names it; nil for a name that none can have.
    func sandboxOnFirstUse(named name: String) throws(SandboxFailure) -> HostedSandbox? {
        guard SandboxName.isGood(name) else { return nil }
        try makeIfLacking(name)
        return hosted(named: name)
    }

    private func makeIfLacking(_ name: String) throws(SandboxFailure) {
        let playing = state.withLock { $0.playing }
        _ = try add(Self.host(name, playing, dialects, services, real, sender, shared, warn))
    }

    /// False when there is one of that name by now.
    private func add(_ hosted: HostedSandbox) throws(SandboxFailure) -> Bool {
        let name = hosted.sandbox.name
        while true {
            let (isAdded, isFull) = state.withLock { state in
                guard state.named[name] == nil else { return (false, false) }
                guard state.named.count < Self.most else { return (false, true) }
                state.named[name] = hosted
                state.gone.forget(name)
                return (true, false)
            }
            guard isFull else {
                if isAdded, isReady { hosted.sandbox.wind() }
                return isAdded
            }
            try makeRoom()
        }
    }

    /// Lets the sandbox go that was used longest ago and that nobody waits in.
    private func makeRoom() throws(SandboxFailure) {
        let idle = all.filter { $0 !== standard && !$0.sandbox.isInUse }
        guard let oldest = idle.min(by: { $0.usedAt < $1.usedAt }) else { throw .tooMany(Self.most) }
        let reason = "it was the longest unused when there were \(Self.most), and another one was wanted"
        if take(oldest, unusedSince: oldest.usedAt, because: reason, { $0.evicted += 1 }) {
            oldest.sandbox.tell("The sandbox had to go: \(reason).", isWarning: true)
        }
    }

    private func scenario(_ source: SandboxPlan.Source) throws(SandboxFailure) -> CompiledScenario {
        switch source {
        case .server: return state.withLock { $0.playing }
        case .text(let text): return try read(text, .yaml)
        case .object(let text): return try read(text, .json)
        case .named(let name): return try scenario(named: name)
        }
    }

    func scenario(named name: String) throws(SandboxFailure) -> CompiledScenario {
        let (playing, library) = state.withLock { ($0.playing, $0.library) }
        if playing.scenario.name == name { return playing }
        if let known = library.scenarios.first(where: { $0.name == name }) { return compiled.scenario(known) }
        let names = Set(library.scenarios.map(\.name) + [playing.scenario.name])
        throw .unknownScenario(name, known: names.sorted())
    }

    private func read(_ text: [UInt8], _ format: ScenarioFormat) throws(SandboxFailure) -> CompiledScenario {
        do throws(BadScenario) {
            return try scenario(text, format)
        } catch {
            throw .badScenario(error)
        }
    }

    func scenario(_ text: [UInt8], _ format: ScenarioFormat) throws(BadScenario) -> CompiledScenario {
        try compiled.scenario(text, format) { () throws(BadScenario) in
            try ScenarioLoader.load(
                text, named: "request", format: format, vocabulary: vocabulary, library: library)
        }
    }

    /// Under the lock: of what is free now, and may be taken a moment later.
    private func freeName(for test: String?, _ state: inout State) -> String {
        guard let test else {
            while true {
                let name = "sandbox-\(state.number)"
                state.number += 1
                if state.named[name] == nil { return name }
            }
        }
        let name = SandboxName.made(forTest: test)
        guard state.named[name] != nil else { return name }
        var number = 2
        while state.named["\(name)~\(number)"] != nil { number += 1 }
        return "\(name)~\(number)"
    }

    // MARK: Ending them

    func deleteSandbox(named name: String) -> Bool {
        guard let hosted = state.withLock({ $0.named[name] }), hosted !== standard else { return false }
        return take(hosted, because: "it was deleted") { _ in }
    }

    /// Ends a sandbox; false when it has gone already, or was used since.
    ///
    /// - Parameter unusedSince: the real instant of its last use as it was when it was judged; nil: used or not.
    private func take(
        _ hosted: HostedSandbox, unusedSince: Int64? = nil, because reason: String,
        _ count: (inout GoneSandboxes) -> Void
    ) -> Bool {
        let name = hosted.sandbox.name
        let isTaken = state.withLock { state in
            guard state.named[name] === hosted, unusedSince.map({ $0 >= hosted.usedAt }) ?? true else { return false }
            state.named[name] = nil
            for kind in SharedBounds.Kind.allCases { state.told.remove(Self.mark(kind, name)) }
            state.gone.add(name, because: reason)
            count(&state.gone)
            return true
        }
        if isTaken { hosted.sandbox.close(because: "The sandbox `\(name)` is gone: \(reason).") }
        return isTaken
    }

    /// Sets an alarm for the sandbox whose life is over first: one for all, since an alarm cannot be called off.
    private func arm() {
        let instant = state.withLock { state -> Int64? in
            guard let end = state.named.values.compactMap(\.end).min(), end < state.alarm ?? .max else { return nil }
            state.alarm = end
            return end
        }
        if let instant { real.alarm(at: instant) { [weak self] in self?.expire(instant) } }
    }

    private func expire(_ instant: Int64) {
        state.withLock { if $0.alarm == instant { $0.alarm = nil } }
        let now = real.now()
        for hosted in all where hosted !== standard {
            guard let ttl = hosted.ttl, let end = hosted.end, end <= now else { continue }
            guard !hosted.sandbox.isInUse else {
                hosted.use(at: now)
                continue
            }
            let reason = "it was not used for \(DurationText.text(ttl))"
            if take(hosted, unusedSince: end - ttl.nanoseconds, because: reason, { $0.expired += 1 }) {
                hosted.sandbox.tell("The sandbox is gone: \(reason).")
            }
        }
        arm()
    }

    /// All sandboxes together hold more than they may: the longest unused loses its oldest.
    private func makeRoom(of kind: SharedBounds.Kind) {
        // A sandbox may have gone meanwhile.
        guard shared[kind].excess > 0 else { return shared[kind].relieved() }
        // A little more than needed, so that not every request makes room.
        var excess = shared[kind].excess + shared[kind].most / 16
        let now = real.now()
        let hostedByUse = all.map { (hosted: $0, usedAt: $0.sandbox.isInUse ? now : $0.usedAt) }
        for (hosted, _) in hostedByUse.sorted(by: { $0.usedAt < $1.usedAt }) where excess > 0 {
            let (sandbox, held) = (hosted.sandbox, hosted.sandbox.bytes(of: kind))
            guard held > 0 else { continue }
            sandbox.makeRoom(of: kind, min(excess, held))
            excess -= held - sandbox.bytes(of: kind)
            let isFirst = state.withLock { $0.told.insert(Self.mark(kind, sandbox.name)).inserted }
            guard isFirst else { continue }
            warn(
                """
                All sandboxes together hold more than \(shared[kind].most >> 20) MiB of \(kind.rawValue): \(sandbox.name), unused for longest, \
                loses its oldest. GET /_understudy/sandboxes/\(sandbox.name) counts them.
                """)
        }
        shared[kind].relieved()
    }

    private static func mark(_ kind: SharedBounds.Kind, _ sandbox: String) -> String { "\(kind.rawValue) \(sandbox)" }

    // MARK: The server

    private var library: [Scenario] { state.withLock { $0.library }.scenarios }
    var vocabulary: Vocabulary { dialects.vocabulary }
    var version: String { Understudy.version }
    var isReady: Bool { ready.load(ordering: .acquiring) }

    func giveBackMemory() { csystem_give_back_memory() }

    /// The server listens; ports of sandboxes that are not there make them.
    func becomeReady(ports served: [ProviderPort]) {
        ports.withLock { $0 = served }
        for port in served where sandbox(named: port.sandbox) == nil {
            do {
                _ = try sandboxOnFirstUse(named: port.sandbox)
            } catch {
                warn("The sandbox \(port.sandbox) of port \(port.port) could not be made: \(error.words)")
            }
        }
        ready.store(true, ordering: .releasing)
    }

    func ports(of sandbox: String) -> [ProviderPort] { ports.withLock { $0 }.filter { $0.sandbox == sandbox } }

    /// Puts other scenario files in force: in `default`, and in sandboxes that are made from now on. Jobs, accounts and journal stay
    /// (architecture.md §9.10).
    func reload(_ scenarios: ScenarioSet) {
        let playing = CompiledScenario(scenarios.playing)
        state.withLock { state in
            state.library = scenarios.library
            state.playing = playing
        }
        compiled.forget()
        standard.sandbox.load(playing)
    }
}

/// A port at whose root a provider speaks, in a sandbox.
struct ProviderPort: Sendable {
    var port: Int
    var provider: Provider
    var sandbox: String
}

/// Sandboxes that there were, so that whoever asks for one is told what became of it.
private struct GoneSandboxes: Sendable {
    /// As many are remembered [chosen].
    private static let most = 1_000

    private var reasons: [String: String] = [:]
    private var order: [String] = []
    /// How many went since their `ttl` was over.
    var expired = 0
    /// How many had to go for newer ones.
    var evicted = 0

    subscript(name: String) -> String? { reasons[name] }

    mutating func add(_ name: String, because reason: String) {
        if reasons.updateValue(reason, forKey: name) == nil { order.append(name) }
        if order.count > Self.most { reasons[order.removeFirst()] = nil }
    }

    mutating func forget(_ name: String) {
        guard reasons.removeValue(forKey: name) != nil else { return }
        order.removeAll { $0 == name }
    }
}
