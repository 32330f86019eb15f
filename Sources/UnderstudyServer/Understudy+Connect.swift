import Core
import Engine
import MicroHTTP
import Scenario
import Synchronization
import Time

extension Understudy {
    /// Receives a connection to a port that is one provider's; on the shared port nobody knows yet whom it is for
    /// (design.md §9.8).
    func accepted(on port: Int, peer: String) -> Greeting {
        guard let provider = provider(onPort: port) else { return .welcome(nil) }
        switch standard.connect(provider, peer: peer) {
        case .open: return .welcome(nil)
        case .decided(let decision): return .welcome(decision)
        case .refused(let until):
            refuse(port, until: until)
            return .reset
        }
    }

    /// The port takes no connection at all until that moment.
    private func refuse(_ port: Int, until moment: Moment) {
        guard let doors = doors.withLock({ $0 }), !doors.closed.contains(port) else { return }
        self.doors.withLock { _ = $0?.closed.insert(port) }
        doors.close(port)
        _ = standard.schedule(at: moment) { [weak self] in
            self?.doors.withLock { _ = $0?.closed.remove(port) }
            doors.open(port)
        }
    }
}

/// How ports are closed and opened while the server runs.
struct Doors: Sendable {
    var closed: Set<Int> = []
    var close: @Sendable (Int) -> Void
    var open: @Sendable (Int) -> Void
}
