import CMicroHTTPD
import Glibc

/// A thread of this room. It takes no signals: the main thread waits for them, and a broken pipe is an error code here.
struct Thread: Sendable {
    private final class Start {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    private let handle: pthread_t

    /// nil when the system gives no thread. Of the name, 15 bytes are kept.
    @discardableResult
    static func start(named name: String, _ body: @escaping @Sendable () -> Void) -> Thread? {
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
        if code == 0 { return Thread(handle: handle) }
        unsafe start.release()
        return nil
    }

    func join() {
        pthread_join(handle, nil)
    }
}
