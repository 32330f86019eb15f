import CMicroHTTPD

/// What epoll tells.
extension Loop {
    func handleEvents(_ count: Int) {
        for place in 0..<count {
            let (tag, ready) = poller.event(place)
            switch tag {
            case .mailbox: handleMail()
            case .listener(let index): listeners[index].mustRun = true
            case .client(let socket): heldClientChanged(socket, ready)
            }
        }
    }

    /// A client of a suspended connection hung up, or has room again for an answer written by our own hand.
    private func heldClientChanged(_ socket: Int32, _ ready: UInt32) {
        guard let exchange = watched(socket) else { return }
        hasHandled = true
        if ready & (EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 {
            exchange.clientLeft()
        } else {
            poller.change(socket, .client(socket), hangUpInterest)
            exchange.continueWriting()
        }
    }
}
