import CMicroHTTPD
import Glibc
import Synchronization

/// A thread of this room, which whoever holds it may wait for; let go of, it is left to end by itself.
///
/// It takes no signals: the main thread waits for them, and a broken pipe is an error code here.
final class Thread: Sendable {
    private final class Start {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    private let handle: pthread_t
    /// Somebody has waited for its end, or will.
    private let isSettled = Atomic(false)

    /// Of the name, 15 bytes are kept.
    init(named name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        var every = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&every)
        unsafe pthread_sigmask(SIG_SETMASK, &every, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        var handle = pthread_t()
        let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
        let code = unsafe pthread_create(
            &handle, nil,
            { context in
                guard let context = unsafe context else { return nil }
                let start = unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                unsafe microhttp_name_thread(start.name)
                start.body()
                return nil
            }, start.toOpaque())
        guard code == 0 else {
            unsafe start.release()
            throw SystemError(number: code)
        }
        self.handle = handle
    }

    deinit {
        if !isSettled.load(ordering: .relaxed) { pthread_detach(handle) }
    }

    /// Returns when it has ended; at once on the thread itself, which then ends when it can, and when somebody else waits.
    func join() {
        guard handle != pthread_self(), !isSettled.exchange(true, ordering: .relaxed) else { return }
        pthread_join(handle, nil)
    }
}
