import Core
import Engine
import Synchronization
import Time

/// A sandbox with the providers in it, and when it was used last.
final class HostedSandbox: Sendable {
    let sandbox: Sandbox
    /// By the place of the provider.
    let endpoints: [ProviderEndpoint]
    private let lastUse: Atomic<Int64>
    /// In nanoseconds; 0: without end.
    private let life = Atomic<Int64>(0)

    /// - Parameter instant: in real time: it counts as used then.
    init(_ sandbox: Sandbox, dialects: Dialects, services: SharedServices, at instant: Int64) {
        self.sandbox = sandbox
        endpoints = Provider.allCases.map {
            ProviderEndpoint(sandbox: sandbox, dialect: dialects[$0], services: services)
        }
        lastUse = Atomic(instant)
    }

    /// When it was named last, or the last exchange in it ended.
    var usedAt: Int64 { max(lastUse.load(ordering: .relaxed), sandbox.lastUse) }

    func use(at instant: Int64) { lastUse.store(instant, ordering: .relaxed) }

    /// How long it lives without being used, in real time; nil: without end.
    var ttl: Duration? {
        get {
            let life = life.load(ordering: .relaxed)
            return life == 0 ? nil : .nanoseconds(life)
        }
        set { life.store(newValue?.nanoseconds ?? 0, ordering: .relaxed) }
    }

    /// The real instant at which its life is over, if nobody uses it until then; nil: never.
    var end: Int64? {
        let life = life.load(ordering: .relaxed)
        return life == 0 ? nil : usedAt + life
    }
}
