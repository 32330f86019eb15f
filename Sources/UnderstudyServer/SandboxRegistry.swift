import Basics
import CSystem
import Control
import Core
import Engine
import Scenario
import Synchronization
import Time

/// The sandboxes that there are, and the scenarios that may be loaded into them.
final class SandboxRegistry: ControlTarget {
    let dialects: Dialects
    let sandboxes: [String: Sandbox]
    /// Always there; the one that paths without a sandbox mean.
    let standard: Sandbox
    private let shelf: Lock<ScenarioLibrary>
    private let ready = Atomic<Bool>(false)

    init(
        _ scenarios: ScenarioSet, dialects: Dialects, real: any RealTime, sender: (any WebhookSender)?,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.dialects = dialects
        shelf = Lock(scenarios.library)
        let name = Understudy.standardSandbox
        standard = Sandbox(
            name: name, scenario: scenarios.playing, real: real, store: Self.store(name, warn), sender: sender,
            warn: warn)
        sandboxes = [name: standard]
    }

    private static func store(_ sandbox: String, _ warn: @escaping @Sendable (String) -> Void) -> MemoryStore {
        MemoryStore {
            warn(
                """
                Sandbox \(sandbox) has more jobs than it keeps: its oldest ones are being forgotten, those first that have ended, unless hardly any has. \
                GET /_understudy/sandboxes/\(sandbox) counts them.
                """)
        }
    }

    func sandbox(named name: String) -> Sandbox? { sandboxes[name] }

    var library: [Scenario] { shelf.withLock { $0 }.scenarios }
    var vocabulary: Vocabulary { dialects.vocabulary }
    var version: String { Understudy.version }
    var isReady: Bool { ready.load(ordering: .acquiring) }

    func giveBackMemory() { csystem_give_back_memory() }

    func becomeReady() {
        ready.store(true, ordering: .releasing)
    }

    /// Puts other scenario files in force; jobs, accounts and journal stay (architecture.md §9.10).
    func reload(_ scenarios: ScenarioSet) {
        shelf.withLock { $0 = scenarios.library }
        standard.load(scenarios.playing)
    }
}
