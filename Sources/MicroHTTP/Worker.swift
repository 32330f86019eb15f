import Basics
import CMicroHTTPD
import Glibc

/// One thread that does jobs in the order they come, for work that would keep a loop from its connections.
public final class Worker: Sendable {
    private struct Job: Sendable {
        let run: @Sendable () -> Void
        let abandon: @Sendable () -> Void
    }

    private final class Line: Sendable {
        private struct Contents: Sendable {
            var jobs: [Job] = []
            var isStopped = false
        }

        private let contents = Lock(Contents())
        private let bell: Int32

        init() throws(SystemError) {
            bell = eventfd(0, Int32(EFD_CLOEXEC))
            guard bell >= 0 else { throw .last }
        }

        deinit { close(bell) }

        /// False when it is stopped.
        func append(_ job: Job) -> Bool {
            let isTaken = contents.withLock { contents in
                if !contents.isStopped { contents.jobs.append(job) }
                return !contents.isStopped
            }
            if isTaken { ring() }
            return isTaken
        }

        func stop() {
            contents.withLock { $0.isStopped = true }
            ring()
        }

        /// Jobs until it is stopped.
        func run() {
            while true {
                var rings: eventfd_t = 0
                _ = unsafe eventfd_read(bell, &rings)
                let taken = contents.withLock { contents in
                    defer { contents.jobs = [] }
                    return contents
                }
                for job in taken.jobs { perform(job) }
                if taken.isStopped { return }
            }
        }

        private func perform(_ job: Job) {
            if isStopped { job.abandon() } else { job.run() }
        }

        var isStopped: Bool { contents.withLock { $0.isStopped } }

        private func ring() {
            precondition(eventfd_write(bell, 1) == 0, "an eventfd of our own takes a ring")
        }
    }

    private let line: Line
    private let thread: Thread

    /// - Parameter name: of its thread; 15 bytes are kept.
    public init(name: String, threads: ThreadSource = .system) throws(StartFailure) {
        do throws(SystemError) {
            let line = try Line()
            self.line = line
            thread = try threads.start(name) { line.run() }
        } catch {
            throw StartFailure("thread for \(name)", error)
        }
    }

    deinit { line.stop() }

    /// Whether no further job is begun.
    var isStopped: Bool { line.isStopped }

    /// Does the job on the worker's thread, or abandons it: there if it has not begun when the worker is stopped, here and
    /// now if that is over.
    public func perform(_ job: @escaping @Sendable () -> Void, orElse abandon: @escaping @Sendable () -> Void) {
        if !line.append(Job(run: job, abandon: abandon)) { abandon() }
    }

    /// Returns when the job under way is done, all others are abandoned and the thread has ended. On the worker's own
    /// thread it returns at once.
    public func stop() {
        line.stop()
        thread.join()
    }
}
