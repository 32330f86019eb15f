import Glibc

/// Why a loop accepts no connections.
enum AcceptingStop {
    /// It has as many as it may have.
    case full
    /// The system gave none; it is asked again at that instant.
    case shortage(until: Int64)
}

/// Connections are accepted here and handed to the library. Left to itself, it stops at its limit and where the system has no more, and
/// begins again when it is called after the end of one of its connections: after the last one nothing calls it any more, and the server
/// would never accept again (http-library.md §3).
extension Loop {
    /// How many connections are accepted before others are looked after [chosen].
    private static let series = 10
    /// Nanoseconds until the system is asked again, if none of the loop's own connections ends before [chosen].
    private static let shortagePause: Int64 = 100_000_000
    /// Nanoseconds between two lines that tell of connections that wait [chosen].
    private static let tellingPause: Int64 = 10_000_000_000

    var isAccepting: Bool { acceptingStopped == nil }

    func accept(on listener: Listener) {
        for _ in 0..<Loop.series {
            guard isAccepting else { return }
            guard connections.count < connectionLimit else {
                return stopAccepting(.full, why: "one of the server's loops has \(connectionLimit), which is its limit")
            }
            guard let error = listener.accept() else { continue }
            // Anything else is about that connection alone, or there is none.
            guard error.meansShortage else { return }
            let until = MonotonicClock.instant(Loop.shortagePause, after: now)
            return stopAccepting(.shortage(until: until), why: error.textWithHint)
        }
    }

    private func stopAccepting(_ stop: AcceptingStop, why: String) {
        acceptingStopped = stop
        for listener in listeners { listener.setAccepting(false) }
        if let told = toldOfWaiting, now < MonotonicClock.instant(Loop.tellingPause, after: told) { return }
        toldOfWaiting = now
        configuration.warn("New connections wait until others end: \(why).")
    }

    /// A place and a descriptor are free soon, once the library has closed the socket.
    func connectionEnded() {
        if case .shortage = acceptingStopped { acceptingStopped = .shortage(until: now) }
    }

    /// When the system is asked again.
    var nextAccepting: Int64 {
        if case .shortage(let until) = acceptingStopped { until } else { .max }
    }

    func acceptAgain() {
        switch acceptingStopped {
        case .full where connections.count < connectionLimit: break
        case .shortage(let until) where until <= now: break
        case nil, .full, .shortage: return
        }
        acceptingStopped = nil
        for listener in listeners { listener.setAccepting(true) }
    }
}
