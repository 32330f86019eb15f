import HTTPMessages
import Synchronization
import Time

/// While the connection is suspended.
extension Exchange {
    /// The library called although nobody resumed.
    func stayHeld() -> Bool {
        guard !isGone, !loop.isStopping else { return false }
        loop.hold(self)
        return true
    }

    /// Wakes the exchange after that much of the waker's time, or of real time without one.
    func wake(after pause: Duration) {
        wakeNumber &+= 1
        let number = wakeNumber
        guard let waker else { return startTimer(pause) }
        ticket = waker.wake(after: pause) { [self, loop] in loop.post(.wake(self, number)) }
    }

    /// A pause of the answer in real time; nil: for ever.
    func pauseReally(_ pause: Duration?) {
        wakeNumber &+= 1
        let number = wakeNumber
        if let pause { startTimer(pause) }
        ticket = waker?.standAside { [self, loop] in loop.post(.wake(self, number)) }
    }

    /// The same in real time, whatever the waker.
    func wakeReally(after pause: Duration) {
        wakeNumber &+= 1
        startTimer(pause)
    }

    private func startTimer(_ pause: Duration) {
        timer = loop.timers.add(.wake(self, wakeNumber), at: loop.moment(after: pause))
    }

    func cancelWake() {
        wakeNumber &+= 1
        if let timer { loop.timers.cancel(timer) }
        if let ticket { waker?.cancel(ticket) }
        timer = nil
        ticket = nil
    }

    /// A pause is over.
    func woken(_ number: UInt64) {
        guard number == wakeNumber, isSuspended else { return }
        // Of a pause in real time the other one stands still.
        if let timer, let ticket {
            loop.timers.cancel(timer)
            waker?.cancel(ticket)
        }
        timer = nil
        ticket = nil
        switch phase {
        case .delayed: becomeDue()
        case .silent:
            outcome = .faultPerformed
            phase = .closing
            loop.release(self)
        case .sending: loop.release(self)
        case .writing: continueWriting()
        case .body: readOn()
        case .head, .discarding, .asking, .held, .due, .closing: break
        }
    }

    /// The client hung up while the connection was suspended. One that only finished sending counts as gone too, unless `HalfClose.wait`
    /// is set: nothing but a write would tell the two apart.
    func clientLeft() {
        guard isSuspended else { return }
        hungUp.store(true, ordering: .relaxed)
        outcome = outcome ?? .clientGone
        leave()
    }

    /// The server stops: what is decided goes out at once, what is not is answered 503.
    func stop() {
        guard isSuspended else { return }
        cancelWake()
        switch phase {
        case .held:
            outcome = .stopped
            delivery = Delivery(plainAnswer(.stopping))
            becomeDue()
        case .delayed: becomeDue()
        case .due: loop.release(self)
        case .head, .body, .discarding, .asking, .silent, .sending, .writing, .closing:
            outcome = outcome ?? .stopped
            leave()
        }
    }

    /// Closes at the library's next call. A content reader keeps its phase: it sees by itself that it must break off.
    private func leave() {
        cancelWake()
        if phase != .sending { phase = .closing }
        loop.release(self)
    }
}
