import CMicroHTTPD

/// What epoll tells.
extension Loop {
    func handleEvents(_ count: Int) {
        for place in 0..<count {
            let (tag, ready) = poller.event(place)
            switch tag {
            case .mailbox: handleMail()
            case .listener(let index): listeners[index].mustRun = true
            case .arrivals(let index): accept(on: listeners[index])
            case .client(let socket): clientChanged(socket, ready)
            case .lingering(let socket): continueLingering(on: socket)
            }
        }
    }

    /// A client has finished or hung up, or has room again for an answer written by our own hand.
    private func clientChanged(_ socket: Int32, _ ready: UInt32) {
        guard let connection = connection(on: socket) else { return }
        let hasFinished = ready & (EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
        if hasFinished {
            connection.hasFinished = true
            if ready & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { connection.hasGone = true }
            finished.append(connection)
        }
        // Each event of a client that has finished says so again, also one that tells of room.
        guard !connection.hasGone, !hasFinished || configuration.halfClose == .wait else { return }
        if ready & EPOLLOUT.rawValue != 0, let exchange = connection.exchange, exchange.isHeld {
            hasHandled = true
            poller.change(socket, .client(socket), endInterest)
            exchange.continueWriting()
        }
    }
}
