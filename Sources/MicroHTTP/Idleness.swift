import HTTPMessages

/// A limit for idleness that the application gave a connection, in the time of its waker.
struct Idleness: Sendable {
    let limit: Duration
    let waker: any Waker
    var ticket: WakeTicket?
    /// Tells the end of this idleness from that of one before.
    var number: UInt64 = 0
    /// It was over before the answer was: whoever moves the clock need not wait for that.
    var isOver = false
}

extension Exchange {
    public var isFirstOnConnection: Bool { !connection.hasServed }

    public var connectionNote: (any AnyObject & Sendable)? { connection.note }

    public func leaveNote(_ note: any AnyObject & Sendable) {
        perform { [connection] in connection.note = note }
    }

    public var connectionNumber: Int { connection.number }

    public var numberOnConnection: Int { connection.requests }

    public func closeAtNextRequest(_ close: ConnectionClose) {
        perform { [connection] in connection.nextClose = close }
    }

    /// Closes the connection when nothing has come on it for that long after an answer. Any thread, before the delivery;
    /// after the end of the exchange it means nothing.
    public func closeWhenIdle(after limit: Duration, waker: any Waker) {
        let idleness = Idleness(limit: limit, waker: waker)
        if loop.isCurrent { loop.closeWhenIdle(self, idleness) } else { loop.post(.closeWhenIdle(self, idleness)) }
    }
}

extension Loop {
    /// By the exchange that is under way. An earlier limit holds no longer; it is not counting, since a request came.
    func closeWhenIdle(_ exchange: Exchange, _ idleness: Idleness) {
        let connection = exchange.connection
        guard connection.exchange === exchange else { return }
        // The end of an idleness before may be on its way.
        let number = connection.idleness?.number ?? 0
        connection.idleness = idleness
        connection.idleness?.number = number
    }

    /// The connection has nothing to do once the last bytes of its answer have left. To be called before they do: a client that has read
    /// them may move the clock at once.
    func idlenessBegins(on connection: Connection) {
        guard var idleness = connection.idleness, idleness.ticket == nil, !idleness.isOver else { return }
        idleness.number += 1
        let number = idleness.number
        idleness.ticket = idleness.waker.wake(after: idleness.limit) { [self] in post(.idle(connection, number)) }
        connection.idleness = idleness
    }

    /// The answer is over, and with it perhaps the idleness that began with its last bytes.
    func idlenessGoesOn(on connection: Connection) {
        idlenessBegins(on: connection)
        if connection.idleness?.isOver == true, isOpen(connection) { shutDown(connection) }
    }

    func idlenessEnded(on connection: Connection) {
        guard let ticket = connection.idleness?.ticket else { return }
        connection.idleness?.ticket = nil
        connection.idleness?.number += 1
        connection.idleness?.waker.cancel(ticket)
    }

    /// It was idle for as long as the application bears.
    func idledOut(_ connection: Connection, _ number: UInt64) {
        guard connection.idleness?.number == number else { return }
        connection.idleness?.ticket = nil
        connection.idleness?.isOver = true
        if connection.exchange == nil, isOpen(connection) { shutDown(connection) }
    }
}
