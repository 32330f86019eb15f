import CMicroHTTPD
import Glibc

/// One epoll. What an event is about travels in its tag.
///
/// Sockets may be added and changed from any thread; waiting, and reading what was waited for, is its loop's alone.
@safe final class Poller: @unchecked Sendable {
    enum Tag {
        case mailbox
        case listener(Int)
        /// Connections that wait on a listener's socket.
        case arrivals(Int)
        case client(Int32)
        case lingering(Int32)

        init(bits: UInt64) {
            switch bits >> 32 {
            case 0: self = .mailbox
            case 1: self = .listener(Int(UInt32(truncatingIfNeeded: bits)))
            case 2: self = .client(Int32(truncatingIfNeeded: bits))
            case 3: self = .arrivals(Int(UInt32(truncatingIfNeeded: bits)))
            default: self = .lingering(Int32(truncatingIfNeeded: bits))
            }
        }

        var bits: UInt64 {
            switch self {
            case .mailbox: 0
            case .listener(let index): 1 << 32 | UInt64(UInt32(truncatingIfNeeded: index))
            case .client(let socket): 2 << 32 | UInt64(UInt32(bitPattern: socket))
            case .arrivals(let index): 3 << 32 | UInt64(UInt32(truncatingIfNeeded: index))
            case .lingering(let socket): 4 << 32 | UInt64(UInt32(bitPattern: socket))
            }
        }
    }

    private static var capacity: Int { 256 }
    private let descriptor: Int32
    private let events: UnsafeMutablePointer<epoll_event>
    /// Some kernels lack `epoll_pwait2`, and some seccomp profiles forbid it (architecture.md §9.18).
    private var isPrecise = true

    init() throws(SystemError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw .last }
        unsafe events = .allocate(capacity: Poller.capacity)
    }

    deinit {
        close(descriptor)
        unsafe events.deallocate()
    }

    func add(_ socket: Int32, _ tag: Tag, _ interest: UInt32) throws(SystemError) {
        guard control(EPOLL_CTL_ADD, socket, tag, interest) == 0 else { throw .last }
    }

    /// The socket was added before; the system needs no memory for this.
    func change(_ socket: Int32, _ tag: Tag, _ interest: UInt32) {
        let result = control(EPOLL_CTL_MOD, socket, tag, interest)
        precondition(result == 0, "a socket that is watched is changed: \(SystemError.last.text)")
    }

    /// To be called where the socket is closed while a copy of it stays open: epoll then goes on telling of it, under a number that
    /// another socket may have by then.
    func remove(_ socket: Int32) {
        _ = control(EPOLL_CTL_DEL, socket, .mailbox, 0)
    }

    private func control(_ operation: Int32, _ socket: Int32, _ tag: Tag, _ interest: UInt32) -> Int32 {
        var event = unsafe epoll_event(events: interest, data: epoll_data_t(u64: tag.bits))
        return unsafe epoll_ctl(descriptor, operation, socket, &event)
    }

    /// Waits until something is ready, at most that many nanoseconds, and tells how much; nil waits without limit.
    func wait(_ pause: Int64?) -> Int {
        if isPrecise {
            let count = preciseWait(pause)
            guard count < 0, count != -EINTR else { return ready(count) }
            isPrecise = false
        }
        let count = unsafe epoll_wait(descriptor, events, Int32(Poller.capacity), milliseconds(pause))
        return ready(count < 0 ? -errno : count)
    }

    /// A wait that was interrupted found nothing; one that failed would fail for ever.
    private func ready(_ count: Int32) -> Int {
        precondition(count >= 0 || count == -EINTR, "an epoll of our own waits: \(SystemError(number: -count).text)")
        return max(0, Int(count))
    }

    private func preciseWait(_ pause: Int64?) -> Int32 {
        guard let pause else { return unsafe microhttp_wait(descriptor, events, Int32(Poller.capacity), nil) }
        var time = timespec(tv_sec: Int(pause / 1_000_000_000), tv_nsec: Int(pause % 1_000_000_000))
        return unsafe microhttp_wait(descriptor, events, Int32(Poller.capacity), &time)
    }

    /// Rounded up, so that nothing fires early.
    private func milliseconds(_ pause: Int64?) -> Int32 {
        guard let pause else { return -1 }
        return Int32(clamping: pause / 1_000_000 + (pause % 1_000_000 > 0 ? 1 : 0))
    }

    /// The event at a place below what `wait` returned.
    func event(_ place: Int) -> (tag: Tag, ready: UInt32) {
        let event = unsafe events[place]
        return unsafe (Tag(bits: event.data.u64), event.events)
    }
}
