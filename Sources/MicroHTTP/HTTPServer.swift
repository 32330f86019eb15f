import Basics
import CMicroHTTPD
import Glibc

/// Accepts connections, shows their requests to an application, and performs the deliveries it makes.
public final class HTTPServer: Sendable {
    fileprivate enum State {
        case bound([[Listener]])
        case running
        case stopped
    }

    /// The bound ports, in the order of the configuration.
    public let ports: [Int]
    private let loops: [Loop]
    private let threads: [Thread]
    private let portSwitch: PortSwitch
    private let state: Lock<State>

    /// Has all that it needs from the system, or nothing: ports, loops and their threads. Connections wait until `start`.
    public init(
        _ configuration: HTTPServerConfiguration, application: any Application, threads source: ThreadSource = .system
    ) throws(StartFailure) {
        let allowed = DescriptorLimit.raise()
        let sockets: [[ListeningSocket]]
        do throws(ListenFailure) {
            sockets = try HTTPServer.sockets(configuration)
        } catch {
            throw .port(error)
        }
        let all = Array(sockets.joined())
        defer { ListeningSocket.close(all) }
        ports = sockets.compactMap(\.first?.port)
        loops = try HTTPServer.loops(configuration, application, connections: configuration.connectionLimit ?? allowed)
        var listeners: [[Listener]] = []
        do throws(ListenFailure) {
            for loop in loops { listeners.append(try loop.listeners(on: all)) }
        } catch {
            throw .port(error)
        }
        portSwitch = PortSwitch(all, loops: loops, configuration: configuration)
        state = Lock(.bound(listeners), rank: .server)
        threads = try HTTPServer.threads(loops, source)
    }

    deinit { stop() }

    private static func sockets(_ configuration: HTTPServerConfiguration) throws(ListenFailure) -> [[ListeningSocket]] {
        var sockets: [[ListeningSocket]] = []
        do throws(ListenFailure) {
            for port in configuration.ports {
                sockets.append(
                    try ListeningSocket.open(
                        host: configuration.host, port: port, sendTimeout: configuration.sendTimeout))
            }
            return sockets
        } catch {
            for opened in sockets { ListeningSocket.close(opened) }
            throw error
        }
    }

    private static func loops(
        _ configuration: HTTPServerConfiguration, _ application: any Application, connections: Int
    ) throws(StartFailure) -> [Loop] {
        let count = loopCount(configuration)
        let inFlight = InFlightBytes(limit: configuration.bodiesInFlight)
        let numbers = ConnectionNumbers()
        var loops: [Loop] = []
        do throws(SystemError) {
            for index in 0..<count {
                loops.append(
                    try Loop(
                        index: index, configuration: configuration, application: application, inFlight: inFlight,
                        numbers: numbers, connectionLimit: max(1, connections / count)))
            }
            return loops
        } catch {
            throw StartFailure("descriptors for a loop", error)
        }
    }

    private static func loopCount(_ configuration: HTTPServerConfiguration) -> Int {
        max(1, min(configuration.loops ?? min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 4), 64))
    }

    /// Each loop waits on its thread for listeners.
    private static func threads(_ loops: [Loop], _ source: ThreadSource) throws(StartFailure) -> [Thread] {
        var threads: [Thread] = []
        do throws(SystemError) {
            for loop in loops { threads.append(try source.start("loop") { loop.run() }) }
            return threads
        } catch {
            for loop in loops { loop.post(.stop) }
            for thread in threads { thread.join() }
            throw StartFailure("thread for a loop", error)
        }
    }

    /// Takes connections. Does nothing when it does already, or has stopped.
    public func start() {
        state.withLock { state in
            guard case .bound(let listeners) = state else { return }
            state = .running
            portSwitch.begin(with: listeners)
        }
    }

    /// Answers what is held, 503 where the application has not decided, lets the answers out, and stops; within 2 s.
    /// Returns when every thread has ended.
    ///
    /// The application is asked nothing more; it hears of the end of every exchange. May be called again, from any
    /// thread but a loop's.
    public func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state = .stopped
            portSwitch.stop()
            for loop in loops { loop.post(.stop) }
            for thread in threads { thread.join() }
        }
    }

    /// Lets a port refuse connections; those that are there go on. Any thread.
    public func close(port: Int) { portSwitch.want(port, open: false) }

    /// Takes connections on that port again: soon, where a loop has not let go of it yet, or when it is free again, where
    /// somebody else has taken it. Any thread.
    public func open(port: Int) { portSwitch.want(port, open: true) }

    /// Runs `action` on a loop thread at that monotonic instant, in nanoseconds, or soon after; never before.
    /// An instant that has passed is now. After `stop` nothing runs any more.
    public func alarm(at instant: Int64, _ action: @escaping @Sendable () -> Void) {
        loops[0].post(.alarm(instant, action))
    }

    /// Nanoseconds of `CLOCK_MONOTONIC`.
    public static func monotonicNow() -> Int64 { MonotonicClock.now() }
}

extension HTTPServer.State {
    fileprivate var isStopped: Bool {
        if case .stopped = self { true } else { false }
    }
}
