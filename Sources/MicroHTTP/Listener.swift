import CMicroHTTPD
import Glibc

/// One of the library's daemons, in external mode, on one listening socket of one loop.
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
    /// The library's epoll, to be waited on.
    private(set) var descriptor: Int32 = -1
    private var daemon: OpaquePointer?
    /// The library calls by it as long as the daemon is there.
    private let observer = UnsafeMutablePointer<microhttp_observer>.allocate(capacity: 1)
    private var isQuiet = false

    /// Closed to new connections, and the last one has gone.
    var isDone: Bool { isQuiet && connections == 0 }

    /// On a copy of the socket. Nothing is accepted before it runs.
    init(on socket: ListeningSocket, of loop: Loop, connections: Int) throws(SystemError) {
        self.loop = loop
        port = socket.port
        let copy = fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .last }
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe observer.initialize(to: microhttp_observer(context: context, refused: requestRefused))
        let memory = max(1024, loop.configuration.memoryPool)
        unsafe daemon = microhttp_start(
            copy, UInt32(clamping: connections), memory, context,
            requestShown, requestCompleted, connectionChanged, observer, targetReceived)
        guard let daemon = unsafe daemon else {
            let error = SystemError.last
            close(copy)
            throw error
        }
        descriptor = unsafe microhttp_epoll(daemon)
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

    /// Takes no more connections.
    func quiesce() {
        guard let daemon = unsafe daemon, !isQuiet else { return }
        isQuiet = true
        let socket = unsafe MHD_quiesce_daemon(daemon)
        if socket >= 0 { close(socket) }
    }

    /// Nothing may be suspended any more.
    func stop() {
        guard let stopping = unsafe daemon else { return }
        unsafe daemon = nil
        unsafe MHD_stop_daemon(stopping)
    }
}
