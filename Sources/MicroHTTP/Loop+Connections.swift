import CMicroHTTPD
import Glibc
import Time

/// Connections and their three deadlines: head, body, idle (http-library.md §3).
extension Loop {
    /// The time limits of the configuration in nanoseconds.
    struct Timeouts {
        let head: Int64
        let body: Int64
        let idle: Int64

        init(_ configuration: HTTPServerConfiguration) {
            head = configuration.headTimeout.nanoseconds
            body = configuration.bodyTimeout.nanoseconds
            idle = configuration.idleTimeout.nanoseconds
        }
    }

    /// Nanoseconds between two looks at all deadlines.
    private static let sweepPause: Int64 = 100_000_000

    func opened(_ handle: OpaquePointer, on listener: Listener) -> Connection {
        let deadline = MonotonicClock.instant(timeouts.head, after: now)
        let connection = unsafe Connection(
            number: numbers.next(), socket: microhttp_socket(handle), listener: listener, peer: peer(of: handle),
            deadline: deadline)
        connection.place = connections.count
        connections.append(connection)
        listener.connections += 1
        sweep = min(sweep, deadline)
        do throws(SystemError) {
            try watch(connection)
            receive(connection)
        } catch {
            configuration.warn(
                "A connection from \(connection.peer) was reset: it cannot be watched for its end (\(error.text)).")
            microhttp_abort(connection.socket)
        }
        return connection
    }

    private func receive(_ connection: Connection) {
        switch application.accepted(on: connection.listener.port, peer: connection.peer) {
        case .accept(let note, let plan):
            connection.note = note
            connection.receptionPlan = plan
        case .reset: microhttp_abort(connection.socket)
        }
    }

    private func peer(of handle: OpaquePointer) -> String {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
            guard let start = text.baseAddress, unsafe microhttp_peer(handle, start, 64) != 0 else { return "" }
            return unsafe String(cString: start)
        }
    }

    func closed(_ connection: Connection) {
        connection.exchange?.forgotten()
        idlenessEnded(on: connection)
        forget(connection)
        connection.listener.connections -= 1
        connectionEnded()
        hasDoneListeners = hasDoneListeners || connection.listener.isDone
        guard let last = connections.popLast(), last !== connection else { return }
        last.place = connection.place
        connections[connection.place] = last
    }

    /// A request line came.
    func exchange(on connection: Connection, handle: OpaquePointer, target: UnsafePointer<CChar>?) -> Exchange {
        let length = unsafe target.map { unsafe strlen($0) } ?? 0
        let bytes = unsafe UnsafeRawBufferPointer(start: target, count: length).assumingMemoryBound(to: UInt8.self)
        let exchange = unsafe Exchange(id: nextID(), loop: self, connection: connection, handle: handle, target: bytes)
        connection.exchange = exchange
        connection.requests += 1
        idlenessEnded(on: connection)
        if connection.hasServed { limit(connection, to: timeouts.head) }
        return exchange
    }

    /// Tells of a request that the application never sees.
    func report(_ refusal: Gate.Refusal, from connection: Connection) {
        configuration.warn(
            "A request of \(connection.peer) to port \(connection.listener.port) was refused with \(refusal.status): "
                + "\(refusal.reason).")
    }

    /// The library refuses a request that not even the gate sees, and is about to answer it.
    func refusedByLibrary(with status: Int, on listener: Listener) {
        let reason =
            switch status {
            case 413, 414, 431: "its head is too long, or has too many fields or cookies"
            case 505: "its version of HTTP is none that is served"
            default: "it is not HTTP as RFC 9112 has it"
            }
        configuration.warn(
            "A request to port \(listener.port) was refused with \(status) by the HTTP library: \(reason).")
    }

    /// The head is complete, and a body is to come.
    func awaitBody(_ connection: Connection) {
        limit(connection, to: timeouts.body)
    }

    /// The request is complete: how long its answer takes is not the client's doing.
    func rest(_ connection: Connection) {
        connection.deadline = .max
    }

    /// The request is over; the connection may be kept for another.
    func served(_ connection: Connection) {
        connection.exchange = nil
        connection.hasServed = true
        limit(connection, to: timeouts.idle)
        idlenessGoesOn(on: connection)
        if connection.hasFinished { finished.append(connection) }
    }

    func isOpen(_ connection: Connection) -> Bool {
        connections.indices.contains(connection.place) && connections[connection.place] === connection
    }

    /// The library notices and closes.
    func shutDown(_ connection: Connection) {
        connection.hasTimedOut = true
        connection.deadline = .max
        shutdown(connection.socket, Int32(SHUT_RDWR))
    }

    private func limit(_ connection: Connection, to span: Int64) {
        connection.deadline = MonotonicClock.instant(span, after: now)
        sweep = min(sweep, connection.deadline)
    }

    /// Shuts down what is over its deadline; the library then notices and closes.
    func sweepIfDue() {
        guard sweep <= now else { return }
        var next = Int64.max
        for connection in connections {
            if connection.deadline <= now { shutDown(connection) }
            next = min(next, connection.deadline)
        }
        sweep = next == .max ? next : max(next, now + Loop.sweepPause)
    }
}
