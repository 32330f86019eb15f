import CMicroHTTPD
import Glibc

/// A copy of a listening socket, and one of the library's daemons in external mode, which serves what is accepted there.
///
/// Whoever makes it hands it to its loop, whose alone it is from then on. It ends with its last reference, when nothing may
/// be suspended any more: the library would abort the process.
@safe final class Listener: @unchecked Sendable {
    unowned let loop: Loop
    let port: Int
    /// Where it lies in its loop's list.
    var place = 0
    /// The library has something to do that no descriptor tells.
    var mustRun = true
    /// Milliseconds after which the library wants to run without being called.
    private(set) var timeout: UInt64?
    /// How many of its connections are open.
    var connections = 0
    /// The socket that connections are accepted on; -1 when it is closed.
    private(set) var socket: Int32
    /// The library's epoll, to be waited on.
    private(set) var descriptor: Int32 = -1
    private var daemon: OpaquePointer?
    /// The library calls by it as long as the daemon is there.
    private let observer = UnsafeMutablePointer<microhttp_observer>.allocate(capacity: 1)
    private let poller: Poller

    /// Closed to new connections, and the last one has gone.
    var isDone: Bool { socket < 0 && connections == 0 }

    /// Nothing is accepted before its loop adopts it.
    init(on original: ListeningSocket, of loop: Loop) throws(SystemError) {
        self.loop = loop
        poller = loop.poller
        port = original.port
        socket = fcntl(original.descriptor, F_DUPFD_CLOEXEC, 0)
        guard socket >= 0 else { throw .last }
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe observer.initialize(to: microhttp_observer(context: context, refused: requestRefused))
        let memory = max(1024, loop.configuration.memoryPool)
        unsafe daemon = microhttp_start(
            memory, context, requestShown, requestCompleted, connectionChanged, observer, targetReceived)
        guard let daemon = unsafe daemon else { throw .last }
        descriptor = unsafe microhttp_epoll(daemon)
        try poller.add(descriptor, .listener(0), 0)
        try poller.add(socket, .arrivals(0), 0)
    }

    deinit {
        stop()
        unsafe observer.deallocate()
    }

    /// Handles what is ready; never waits.
    func run() {
        guard let daemon = unsafe daemon else { return }
        unsafe MHD_run(daemon)
        var milliseconds: UInt64 = 0
        timeout = unsafe MHD_get_timeout(daemon, &milliseconds) == .YES ? milliseconds : nil
        mustRun = timeout == 0
    }

    /// Has its events under this number from here on, and takes connections if it may.
    func listen(at place: Int, accepting: Bool) {
        self.place = place
        poller.change(descriptor, .listener(place), EPOLLIN.rawValue)
        setAccepting(accepting)
    }

    /// Whether it hears of connections that wait.
    func setAccepting(_ accepting: Bool) {
        guard socket >= 0 else { return }
        poller.change(socket, .arrivals(place), accepting ? EPOLLIN.rawValue : 0)
    }

    /// Takes one connection that waits; nil when that is done.
    func accept() -> SystemError? {
        guard let daemon = unsafe daemon, socket >= 0 else { return SystemError(number: EAGAIN) }
        mustRun = true
        let number = unsafe microhttp_accept(daemon, socket)
        return number == 0 ? nil : SystemError(number: number)
    }

    /// Takes no more connections.
    func quiesce() {
        guard socket >= 0 else { return }
        // Copies of it are open on other loops.
        poller.remove(socket)
        close(socket)
        socket = -1
    }

    /// Nothing may be suspended any more.
    func stop() {
        quiesce()
        guard let stopping = unsafe daemon else { return }
        unsafe daemon = nil
        unsafe MHD_stop_daemon(stopping)
    }
}
