import CMicroHTTPD
import Glibc
import Synchronization

/// One thread that does jobs in the order they come, for work that would keep a loop from its connections.
public final class Worker: Sendable {
    private struct Line: Sendable {
        var jobs: [@Sendable () -> Void] = []
        var isStopped = false
    }

    private final class Shared: Sendable {
        let line = Mutex(Line())
        let bell = eventfd(0, Int32(EFD_CLOEXEC))

        /// Jobs until it is stopped.
        func run() {
            while true {
                var rings: eventfd_t = 0
                _ = unsafe eventfd_read(bell, &rings)
                let (jobs, isStopped) = line.withLock { line in
                    defer { line.jobs = [] }
                    return (line.jobs, line.isStopped)
                }
                for job in jobs { job() }
                if isStopped { break }
            }
            close(bell)
        }
    }

    private let shared = Shared()

    public init(name: String) {
        let shared = shared
        Thread.start(named: name) { shared.run() }
    }

    /// Does the job on the worker's thread; after `stop` it is dropped.
    public func perform(_ job: @escaping @Sendable () -> Void) {
        let rings = shared.line.withLock { line in
            if !line.isStopped { line.jobs.append(job) }
            return !line.isStopped
        }
        if rings { eventfd_write(shared.bell, 1) }
    }

    /// Ends the thread once it has done what it has.
    public func stop() {
        let rings = shared.line.withLock { line in
            defer { line.isStopped = true }
            return !line.isStopped
        }
        if rings { eventfd_write(shared.bell, 1) }
    }
}
