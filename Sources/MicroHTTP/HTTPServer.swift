import CMicroHTTPD
import Glibc
import Synchronization

/// Accepts connections, shows their requests to an application, and performs the deliveries it makes.
public final class HTTPServer: Sendable {
    private enum State {
        case bound
        case running([Thread])
        case stopped
    }

    /// The bound ports, in the order of the configuration.
    public let ports: [Int]
    private let loops: [Loop]
    private let state: Mutex<State>
    private let configuration: HTTPServerConfiguration
    private let connections: Int

    /// Binds and listens; connections wait until `start`.
    public init(
        _ configuration: HTTPServerConfiguration, application: any Application
    ) throws(ListenFailure) {
        let allowed = DescriptorLimit.raise()
        var sockets: [ListeningSocket] = []
        var ports: [Int] = []
        do {
            for port in configuration.ports {
                let opened = try ListeningSocket.open(
                    host: configuration.host, port: port, sendTimeout: configuration.sendTimeout)
                ports += opened.prefix(1).map(\.port)
                sockets += opened
            }
        } catch {
            ListeningSocket.close(sockets)
            throw error
        }
        defer { ListeningSocket.close(sockets) }
        let inFlight = InFlightBytes(limit: configuration.bodiesInFlight)
        loops = (0..<HTTPServer.loopCount(configuration)).map {
            Loop(index: $0, configuration: configuration, application: application, inFlight: inFlight)
        }
        self.ports = ports
        state = Mutex(.bound)
        connections = max(1, (configuration.connectionLimit ?? allowed) / loops.count)
        self.configuration = configuration
        for loop in loops { try loop.listen(on: sockets, connections: connections) }
    }

    deinit { stop() }

    private static func loopCount(_ configuration: HTTPServerConfiguration) -> Int {
        max(1, min(configuration.loops ?? min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 4), 64))
    }

    /// Starts the loop threads. Does nothing when they run already, or have stopped.
    public func start() {
        state.withLock { state in
            guard case .bound = state else { return }
            state = .running(loops.compactMap { loop in Thread.start(named: "loop") { loop.run() } })
        }
    }

    /// Answers what is held, 503 where the application has not decided, lets the answers out, and stops; within 2 s.
    ///
    /// The application is asked nothing more; it hears of the end of every exchange. May be called again, from any
    /// thread but a loop's.
    public func stop() {
        state.withLock { state in
            switch state {
            case .bound: for loop in loops { loop.stopListening() }
            case .running(let threads):
                for loop in loops { loop.post(.stop) }
                for thread in threads { thread.join() }
            case .stopped: break
            }
            state = .stopped
        }
    }

    /// Lets a port refuse connections; those that are there go on. Any thread.
    public func close(port: Int) {
        for loop in loops { loop.post(.closePort(port)) }
    }

    /// Takes connections on that port again; soon, where a loop has not let go of it yet. Any thread.
    public func open(port: Int) {
        open(port: port, attempts: 500)
    }

    private func open(port: Int, attempts: Int) {
        guard
            let sockets = try? ListeningSocket.open(
                host: configuration.host, port: port, sendTimeout: configuration.sendTimeout)
        else {
            guard attempts > 1 else { return }
            let soon = MonotonicClock.instant(10_000_000, after: MonotonicClock.now())
            return alarm(at: soon) { [weak self] in self?.open(port: port, attempts: attempts - 1) }
        }
        let opened = OpenSockets(sockets)
        for loop in loops { loop.post(.openPort(opened, connections: connections)) }
    }

    /// Runs `action` on a loop thread at that monotonic instant, in nanoseconds, or soon after; never before.
    /// An instant that has passed is now. After `stop` nothing runs any more.
    public func alarm(at instant: Int64, _ action: @escaping @Sendable () -> Void) {
        loops[0].post(.alarm(instant, action))
    }

    /// Nanoseconds of `CLOCK_MONOTONIC`.
    public static func monotonicNow() -> Int64 { MonotonicClock.now() }
}

/// Sockets that are on their way to the loops, each of which takes copies; closed when the last has.
final class OpenSockets: Sendable {
    let sockets: [ListeningSocket]

    init(_ sockets: [ListeningSocket]) {
        self.sockets = sockets
    }

    deinit { ListeningSocket.close(sockets) }
}
