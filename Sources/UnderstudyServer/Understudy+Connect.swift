import Basics
import Core
import DialectKit
import Engine
import MicroHTTP
import Scenario
import Time

extension Understudy {
    /// Receives a connection to a port that is one provider's; on the shared port nobody knows yet whom it is for
    /// (architecture.md §9.8).
    public func accepted(on port: Int, peer: String) -> ConnectionDecision {
        guard let endpoint = router.withLock({ $0 }).endpoint(onPort: port) else { return .accept(nil) }
        switch endpoint.sandbox.connect(endpoint.dialect.provider, peer: peer) {
        case .open: return .accept(NothingDecided.mark)
        case .decided(let decision):
            guard let reception = decision.value.fault?.reception else { return .accept(decision) }
            return .accept(decision, ReceptionPlan(reception, waker: ConnectionWaker.ofReading(endpoint.sandbox)))
        case .refused(let until, let resets):
            refuse(port, of: endpoint.sandbox, until: until, resets: resets)
            return .reset
        }
    }

    /// The port takes no connection at all until that moment.
    private func refuse(_ port: Int, of sandbox: Sandbox, until moment: Moment, resets: Int) {
        // Connections to several loops may be refused at once: the first closes the port, and its end opens it.
        let portControl = portControl.withLock { $0?.closed.insert(port).inserted == true ? $0 : nil }
        guard let portControl else { return }
        portControl.close(port)
        sandbox.schedule(at: moment, resets: resets) { [weak self] in
            self?.portControl.withLock { _ = $0?.closed.remove(port) }
            portControl.open(port)
        }
    }
}

/// Lies with a connection of which nothing is decided, so that its first request is not taken for another connection.
final class NothingDecided: Sendable {
    static let mark = NothingDecided()
}

/// How ports are closed and opened while the server runs.
struct PortControl: Sendable {
    var closed: Set<Int> = []
    var close: @Sendable (Int) -> Void
    var open: @Sendable (Int) -> Void
}
