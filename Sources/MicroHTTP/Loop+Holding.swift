import CMicroHTTPD

/// Suspending and resuming. A suspended connection is out of the library's sight: it neither times out there nor does a
/// hang-up show, which is why each is watched (`Loop+Finished`, http-library.md §2).
extension Loop {
    /// From this many on, resumes are gathered [chosen].
    private static let crowd = 64
    /// Nanoseconds between two resumes of a crowd: each makes the library walk all of its suspended connections
    /// (http-library.md §1).
    private static let gathering: Int64 = 1_000_000

    /// Suspends first; whoever may resume learns of it afterwards.
    func hold(_ exchange: Exchange) {
        guard !exchange.isSuspended else { return }
        unsafe MHD_suspend_connection(exchange.handle)
        exchange.isSuspended = true
        suspendedCount += 1
        exchange.isHeld = true
        if exchange.connection.hasFinished { finished.append(exchange.connection) }
    }

    /// An answer written by our own hand waits until the kernel takes more.
    func awaitRoom(_ exchange: Exchange) {
        let socket = exchange.connection.socket
        guard exchange.isHeld else { return }
        poller.change(socket, .client(socket), endInterest | EPOLLOUT.rawValue)
    }

    /// The library calls the exchange again soon.
    func release(_ exchange: Exchange) {
        guard exchange.isHeld else { return }
        exchange.isHeld = false
        resumes.append(exchange)
    }

    /// When those that were released are resumed.
    var nextResume: Int64 {
        guard !resumes.isEmpty else { return .max }
        return suspendedCount < Loop.crowd ? 0 : MonotonicClock.instant(Loop.gathering, after: lastResume)
    }

    func resumeHeld() {
        guard !resumes.isEmpty, nextResume <= now || isStopping else { return }
        lastResume = now
        let exchanges = resumes
        resumes = []
        suspendedCount -= exchanges.count
        for exchange in exchanges {
            exchange.isSuspended = false
            exchange.connection.listener.mustRun = true
            unsafe MHD_resume_connection(exchange.handle)
        }
    }
}
