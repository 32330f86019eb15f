import CMicroHTTPD
import Glibc

/// One of the library's daemons, in external mode, on one listening socket of one loop.
@safe final class Listener {
    unowned let loop: Loop
    let port: Int
    /// The library has something to do that no descriptor tells.
    var mustRun = true
    /// Milliseconds after which the library wants to run without being called.
    private(set) var timeout: UInt64?
    private var daemon: OpaquePointer?
    private var isQuiet = false

    init(port: Int, loop: Loop) {
        self.port = port
        self.loop = loop
    }

    /// The descriptor to wait on, or nil when the library refuses to start. Takes over the socket when it does not.
    func start(on socket: Int32, connections: Int) -> Int32? {
        let memory = max(1024, loop.configuration.memoryPool)
        unsafe daemon = microhttp_start(
            socket, UInt32(clamping: connections), memory, Unmanaged.passUnretained(self).toOpaque(),
            requestShown, requestCompleted, connectionChanged, targetReceived)
        guard let daemon = unsafe daemon else { return nil }
        return unsafe microhttp_epoll(daemon)
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

    /// Nothing may be suspended any more: the library would abort the process.
    func stop() {
        guard let stopping = unsafe daemon else { return }
        unsafe daemon = nil
        unsafe MHD_stop_daemon(stopping)
    }
}
