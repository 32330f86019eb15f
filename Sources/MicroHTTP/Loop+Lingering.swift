import CMicroHTTPD
import Glibc
import Time

/// A connection that was answered and closed while its client was still sending.
struct Lingering {
    /// Tells it from an earlier one on the same descriptor.
    let number: UInt64
    /// How many bytes may still come.
    var left: Int
}

/// A socket that is closed with unread bytes in it resets the connection, and the reset takes the answer away from a client that has not
/// read it yet. So a copy of the socket is kept, and what comes is read and thrown away until the client has ended, within bounds.
extension Loop {
    /// Nanoseconds [chosen].
    private static let lingerTime: Int64 = 5_000_000_000
    /// Copies that a loop keeps at one time; beyond it a connection is closed at once [chosen].
    private static let mostLingering = 256

    /// To be called before the library closes the socket.
    func linger(on socket: Int32) {
        var left = configuration.discardLimit
        guard lingering.count < Loop.mostLingering, !isStopping, drain(socket, &left) else { return }
        // Without a descriptor for the copy the connection ends as it would have.
        let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return }
        do throws(SystemError) {
            try poller.add(copy, .lingering(copy), EPOLLIN.rawValue)
        } catch {
            _ = Glibc.close(copy)
            return
        }
        poller.remove(socket)
        shutdown(copy, Int32(SHUT_WR))
        let number = nextID()
        lingering[copy] = Lingering(number: number, left: left)
        timers.add(.endLingering(copy, number), at: moment(after: .nanoseconds(Loop.lingerTime)))
    }

    /// Something came, or the client has ended.
    func continueLingering(on copy: Int32) {
        guard var entry = lingering[copy] else { return }
        if drain(copy, &entry.left) { lingering[copy] = entry } else { endLingering(on: copy, entry.number) }
    }

    /// Does nothing when another connection lingers there by now.
    func endLingering(on copy: Int32, _ number: UInt64) {
        guard lingering[copy]?.number == number else { return }
        lingering[copy] = nil
        poller.remove(copy)
        _ = Glibc.close(copy)
    }

    func endAllLingering() {
        for (copy, entry) in lingering { endLingering(on: copy, entry.number) }
    }

    /// Reads what has come. False at the client's end, or when no more may come.
    private func drain(_ socket: Int32, _ left: inout Int) -> Bool {
        unsafe withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 1) { buffer in
            while left > 0 {
                let count = unsafe recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
                if count < 0 { return errno == EAGAIN || errno == EINTR }
                if count == 0 { return false }
                left -= count
            }
            return false
        }
    }
}
