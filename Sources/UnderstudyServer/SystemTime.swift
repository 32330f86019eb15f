import Basics
import Engine
import MicroHTTP
import Time

/// The only reader of real clocks behind the sockets. Alarms ring on the loops of the HTTP server.
public final class SystemTime: RealTime {
    private let server = Lock<HTTPServer?>(nil)

    public init() {}

    /// From here on alarms can ring.
    func ring(on server: HTTPServer?) {
        self.server.withLock { $0 = server }
    }

    public func now() -> Int64 {
        HTTPServer.monotonicNow()
    }

    public func wallClock() -> Timestamp {
        Timestamp(nanoseconds: HTTPServer.wallClockNow())
    }

    public func alarm(at instant: Int64, _ action: @escaping @Sendable () -> Void) {
        server.withLock { $0 }?.alarm(at: instant, action)
    }
}
