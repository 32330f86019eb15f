import Basics
import CMicroHTTPD
import Glibc

/// How other threads reach a loop: a list under a lock, and an eventfd that wakes the loop's epoll.
final class Mailbox<Message: Sendable>: Sendable {
    private struct Contents {
        var messages: [Message] = []
        var isRinging = false
        var isClosed = false
    }

    let descriptor: Int32
    private let contents = Lock(Contents())

    init() throws(SystemError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard descriptor >= 0 else { throw .last }
    }

    deinit { Glibc.close(descriptor) }

    /// Nobody reads any more: what lies here and what comes is dropped, with all that it holds.
    func close() {
        let left = contents.withLock { contents in
            defer { contents = Contents(isClosed: true) }
            return contents.messages
        }
        // Behind the lock, since what a message lets go of may post in its turn.
        _ = consume left
    }

    func post(_ message: Message) {
        let mustRing = contents.withLock { contents in
            guard !contents.isClosed else { return false }
            contents.messages.append(message)
            defer { contents.isRinging = true }
            return !contents.isRinging
        }
        if mustRing { ring() }
    }

    /// Takes everything posted so far, in order.
    func empty() -> [Message] {
        var count: UInt64 = 0
        // Nothing to read is no failure: the bell may have been read for a message that came after it.
        _ = unsafe read(descriptor, &count, 8)
        return contents.withLock { contents in
            defer { contents = Contents(isClosed: contents.isClosed) }
            return contents.messages
        }
    }

    private func ring() {
        var one: UInt64 = 1
        let count = unsafe write(descriptor, &one, 8)
        precondition(count == 8, "an eventfd of our own takes a ring")
    }
}
