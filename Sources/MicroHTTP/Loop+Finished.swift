import CMicroHTTPD
import Glibc

/// Clients that have sent all that they will send. The library learns of it from the next event on a socket, and from none
/// while a connection is suspended; an end that comes together with the last bytes makes no event of its own, and would be
/// noticed at a deadline alone. So each socket is watched here too, from its first moment on.
extension Loop {
    /// Told once, when it happens.
    var endInterest: UInt32 { EPOLLRDHUP.rawValue | EPOLLET.rawValue }

    func watch(_ connection: Connection) throws(SystemError) {
        let socket = connection.socket
        while byDescriptor.count <= Int(socket) { byDescriptor.append(nil) }
        byDescriptor[Int(socket)] = connection
        try poller.add(socket, .client(socket), endInterest)
    }

    func connection(on socket: Int32) -> Connection? {
        Int(socket) < byDescriptor.count ? byDescriptor[Int(socket)] : nil
    }

    func forget(_ connection: Connection) {
        let socket = Int(connection.socket)
        if socket < byDescriptor.count, byDescriptor[socket] === connection { byDescriptor[socket] = nil }
    }

    /// After the library has read what there was.
    func lookAfterFinished() {
        guard !finished.isEmpty else { return }
        let connections = finished
        finished = []
        for connection in connections where isOpen(connection) {
            if let exchange = connection.exchange, exchange.isHeld {
                guard configuration.halfClose == .hangUp || connection.hasGone else {
                    probe(connection)
                    continue
                }
                hasHandled = true
                exchange.clientLeft()
            } else if connection.awaitsRequest {
                closeUnlessUnread(connection)
            }
        }
    }

    /// Lets the kernel ask whether a client that has finished sending is still there: nothing else tells before something is written.
    private func probe(_ connection: Connection) {
        for (level, option, value) in [
            (SOL_SOCKET, SO_KEEPALIVE, 1), (Int32(IPPROTO_TCP), TCP_KEEPIDLE, Self.probing),
            (Int32(IPPROTO_TCP), TCP_KEEPINTVL, Self.probing),
        ] {
            var value = value
            unsafe setsockopt(connection.socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
        }
    }

    /// Seconds between two such questions [chosen].
    private static let probing: Int32 = 10

    /// What the library has not read yet may complete a request, or hold further ones.
    private func closeUnlessUnread(_ connection: Connection) {
        var byte: UInt8 = 0
        if unsafe recv(connection.socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0 {
            connection.listener.mustRun = true
            finished.append(connection)
        } else {
            shutdown(connection.socket, Int32(SHUT_RDWR))
        }
    }
}
