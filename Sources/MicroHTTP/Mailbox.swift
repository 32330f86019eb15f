import CMicroHTTPD
import Glibc
import Synchronization

/// How other threads reach a loop: a list under a lock, and an eventfd that wakes the loop's epoll.
final class Mailbox<Message: Sendable>: Sendable {
    private struct Contents {
        var messages: [Message] = []
        var isRinging = false
    }

    let descriptor: Int32
    private let contents = Mutex(Contents())

    init() {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
    }

    deinit { close(descriptor) }

    func post(_ message: Message) {
        let mustRing = contents.withLock { contents in
            contents.messages.append(message)
            defer { contents.isRinging = true }
            return !contents.isRinging
        }
        if mustRing { ring() }
    }

    /// Takes everything posted so far, in order.
    func empty() -> [Message] {
        var count: UInt64 = 0
        _ = unsafe read(descriptor, &count, 8)
        return contents.withLock { contents in
            defer { contents = Contents() }
            return contents.messages
        }
    }

    private func ring() {
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, 8)
    }
}
