import CMicroHTTPD
import Glibc

/// Each loop has daemons of its own on copies of all listening sockets; the kernel shares the connections out.
extension Loop {
    /// Before the loop's thread starts. Nothing is accepted yet.
    func listen(on sockets: [ListeningSocket], connections: Int) throws(ListenFailure) {
        for socket in sockets {
            let copy = fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 0)
            let listener = Listener(port: socket.port, loop: self)
            guard copy >= 0, let descriptor = listener.start(on: copy, connections: connections) else {
                if copy >= 0 { Glibc.close(copy) }
                stopListening()
                let reason = "cannot be used: libmicrohttpd did not start"
                throw ListenFailure(address: socket.address, port: socket.port, reason: reason)
            }
            poller.add(descriptor, .listener(listeners.count), EPOLLIN.rawValue)
            listeners.append(listener)
        }
    }

    /// Takes no more connections on that port; those that are there go on.
    func close(port: Int) {
        for listener in listeners where listener.port == port { listener.quiesce() }
    }

    /// Nothing may be suspended any more.
    func stopListening() {
        for listener in listeners { listener.stop() }
        listeners = []
    }
}
