/// Whether a port is open, and what is under way to change that. Pure: it says what is to be done, and is told when that is
/// done. One thing is done at a time, so that loops never learn of two in the wrong order.
struct PortState {
    enum Step: Equatable {
        /// All loops are to let go of the port.
        case close
        /// All loops are to listen on it again.
        case open
    }

    private enum Phase: Equatable {
        case closed
        /// That many loops have yet to say that they did it.
        case opening(Int)
        case open
        case closing(Int)
    }

    private let loops: Int
    private var phase: Phase
    private var isWanted = true
    /// How often it could not be opened since it last could.
    private(set) var failures = 0
    /// Tells an attempt that is still wanted from one that was put off and then overtaken.
    private(set) var attempt = 0

    /// Of a port whose sockets so many loops are about to listen on.
    init(openingOn loops: Int) {
        self.loops = loops
        phase = .opening(loops)
    }

    mutating func want(open: Bool) -> Step? {
        isWanted = open
        return next()
    }

    /// One more loop has done what all were told to.
    mutating func loopIsDone() -> Step? {
        switch phase {
        case .opening(let left): phase = left > 1 ? .opening(left - 1) : .open
        case .closing(let left): phase = left > 1 ? .closing(left - 1) : .closed
        case .open, .closed: break
        }
        return next()
    }

    /// It was not to be had: nothing has changed, and it is to be tried again later, by that number of the attempt.
    mutating func openingFailed() -> Int {
        failures += 1
        phase = .closed
        return attempt
    }

    /// It was had.
    mutating func openingSucceeded() { failures = 0 }

    mutating func tryAgain(_ number: Int) -> Step? {
        number == attempt ? next() : nil
    }

    private mutating func next() -> Step? {
        switch (phase, isWanted) {
        case (.open, false):
            phase = .closing(loops)
            return .close
        case (.closed, true):
            attempt += 1
            phase = .opening(loops)
            return .open
        case (.open, true), (.closed, false), (.opening, _), (.closing, _): return nil
        }
    }
}
