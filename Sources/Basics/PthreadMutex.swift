#if SANITIZE_THREAD
import Glibc

/// What `Mutex` is, made of what the thread sanitizer sees into.
@safe @usableFromInline struct PthreadMutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
    // Both stand still in memory, whereto the value that holds this is moved.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let value: UnsafeMutablePointer<Value>

    @usableFromInline init(_ value: consuming sending Value) {
        unsafe self.value = .allocate(capacity: 1)
        unsafe self.value.initialize(to: value)
        unsafe mutex = .allocate(capacity: 1)
        let problem = unsafe pthread_mutex_init(mutex, nil)
        precondition(problem == 0, "no mutex could be made: error \(problem)")
    }

    deinit {
        let problem = unsafe pthread_mutex_destroy(mutex)
        precondition(problem == 0, "a mutex that is held was given up: error \(problem)")
        unsafe mutex.deallocate()
        unsafe value.deinitialize(count: 1)
        unsafe value.deallocate()
    }

    @usableFromInline borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        let problem = unsafe pthread_mutex_lock(mutex)
        precondition(problem == 0, "a mutex could not be taken: error \(problem)")
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try unsafe body(&value.pointee)
    }
}
#endif
