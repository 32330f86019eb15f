import Basics

/// Closes and opens ports of a server that runs. Opening is all or nothing, and touches nothing that runs; what fails is told
/// and tried again until it succeeds or is not wanted any more.
final class PortSwitch: Sendable {
    private struct Port: Sendable {
        let addresses: [SocketAddress]
        var state: PortState
    }

    /// Between two attempts to open a port, in nanoseconds: doubled from the first to the last [chosen].
    private static let pauses: (first: Int64, last: Int64) = (10_000_000, 1_000_000_000)

    private let loops: [Loop]
    private let configuration: HTTPServerConfiguration
    /// By their number; nil when the server has stopped.
    private let ports: Lock<[Int: Port]?>

    init(
        _ sockets: [ListeningSocket], loops: [Loop], configuration: HTTPServerConfiguration
    ) {
        self.loops = loops
        self.configuration = configuration
        ports = Lock(
            Dictionary(grouping: sockets.map(\.address), by: \.port).mapValues {
                Port(addresses: $0, state: PortState(openingOn: loops.count))
            }, rank: .ports)
    }

    /// Hands the first listeners to their loops.
    func begin(with listeners: [[Listener]]) {
        ports.withLock { ports in
            for number in (ports ?? [:]).keys.sorted() {
                adopt(listeners.map { $0.filter { $0.port == number } }, number)
            }
        }
    }

    func want(_ number: Int, open: Bool) {
        act(on: number) { $0.want(open: open) }
    }

    /// From here on nothing is opened.
    func stop() {
        ports.withLock { $0 = nil }
    }

    private func act(on number: Int, _ change: (inout PortState) -> PortState.Step?) {
        let warning = ports.withLock { ports -> String? in
            guard var port = ports?[number] else { return nil }
            defer { ports?[number] = port }
            switch change(&port.state) {
            case .close:
                for loop in loops { loop.post(.closePort(number, then: report(number))) }
                return nil
            case .open: return open(number, &port)
            case nil: return nil
            }
        }
        if let warning { configuration.warn(warning) }
    }

    /// What a loop calls when it has done what it was told.
    private func report(_ number: Int) -> @Sendable () -> Void {
        { [weak self] in self?.act(on: number) { $0.loopIsDone() } }
    }

    /// What people are to hear of it.
    private func open(_ number: Int, _ port: inout Port) -> String? {
        do throws(ListenFailure) {
            adopt(try listeners(port.addresses), number)
        } catch {
            tryAgain(number, port.state.openingFailed(), after: port.state.failures)
            return port.state.failures == 1
                ? "\(error), so it could not be opened again after it was closed. It is tried again until that succeeds."
                : nil
        }
        defer { port.state.openingSucceeded() }
        return port.state.failures > 0 ? "port \(number) is open again" : nil
    }

    private func listeners(_ addresses: [SocketAddress]) throws(ListenFailure) -> [[Listener]] {
        let sockets = try ListeningSocket.reopen(addresses, sendTimeout: configuration.sendTimeout)
        defer { ListeningSocket.close(sockets) }
        var made: [[Listener]] = []
        for loop in loops { made.append(try loop.listeners(on: sockets)) }
        return made
    }

    private func adopt(_ listeners: [[Listener]], _ number: Int) {
        for (loop, made) in zip(loops, listeners) { loop.post(.adopt(made, then: report(number))) }
    }

    private func tryAgain(_ number: Int, _ attempt: Int, after failures: Int) {
        let pause = min(Self.pauses.last, Self.pauses.first << Int64(min(failures - 1, 10)))
        let instant = MonotonicClock.instant(pause, after: MonotonicClock.now())
        loops[0].post(
            .alarm(instant) { [weak self] in self?.act(on: number) { $0.tryAgain(attempt) } })
    }
}
