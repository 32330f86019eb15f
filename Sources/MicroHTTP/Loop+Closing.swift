import HTTPMessages

/// The end of a loop. The library aborts the process when it is stopped with a connection suspended, so nothing may be
/// held any more, and nothing is held anew from the moment the loop is stopping (http-library.md §2).
extension Loop {
    /// How long answers that are on their way to the loop get to arrive, in nanoseconds [chosen].
    private static let arrivalTime: Int64 = 1_000_000_000
    /// How long answers get to leave, in nanoseconds [chosen].
    private static let flushTime: Int64 = 500_000_000
    private static let flushPause: Int64 = 5_000_000

    func close() {
        for listener in listeners { listener.quiesce() }
        handleMail()
        handleOwnMessages()
        awaitAnswers()
        answerHeld()
        runAll()
        runAll()
        flush()
        stopListening()
    }

    /// The application has decided about every request by now: what is still held waits for bytes that are being made.
    private func awaitAnswers() {
        let limit = MonotonicClock.now() + Loop.arrivalTime
        while connections.contains(where: { $0.exchange?.phase == .held }), MonotonicClock.now() < limit {
            _ = poller.wait(Loop.flushPause)
            handleMail()
            handleOwnMessages()
        }
    }

    private func answerHeld() {
        for connection in connections { connection.exchange?.stop() }
        resumeHeld()
    }

    /// Gives clients that read slowly a little time.
    private func flush() {
        let limit = MonotonicClock.now() + Loop.flushTime
        while connections.contains(where: { $0.exchange != nil }), MonotonicClock.now() < limit {
            _ = poller.wait(Loop.flushPause)
            handleMail()
            answerHeld()
            runAll()
        }
    }

    private func runAll() {
        for listener in listeners { listener.run() }
    }
}
