import CMicroHTTPD
public import HTTPMessages
import Time

/// How the requests of a connection are read, and in whose time.
public struct ReceptionPlan: Sendable {
    let reception: Reception
    let waker: any Waker

    public init(_ reception: Reception, waker: any Waker) {
        self.reception = reception
        self.waker = waker
    }
}

extension Exchange {
    public func receive(as reception: Reception, waker: any Waker) {
        let plan = ReceptionPlan(reception, waker: waker)
        perform { [connection] in connection.receptionPlan = plan }
    }

    /// A piece of the body has been read, and perhaps nothing is read for a while now. False resets the connection.
    func continueReading(after count: Int) -> Bool {
        guard let plan = connection.receptionPlan, phase == .body else { return true }
        let before = readBytes
        readBytes += count
        if let limit = plan.reception.resetAfter, readBytes >= limit { return resetUpload() }
        var pause = Duration.zero
        if let rate = plan.reception.rate { pause += .nanoseconds(Int64(count) * 1_000_000_000 / Int64(max(1, rate))) }
        if let place = plan.reception.stallAfter, before <= place, place < readBytes { pause += plan.reception.stall }
        readNothing(for: pause, plan.waker)
        return true
    }

    /// The head has come and asks whether the body may. nil: that is for the library to answer.
    func answerExpectation() -> Bool? {
        guard let plan = connection.receptionPlan else { return nil }
        switch plan.reception.continuation {
        case .refused:
            miss(.refusedToContinue(plainAnswer(.noContinuation)), .bytes([]))
            return refuse(.noContinuation)
        case .late(let pause):
            isShownAgain = pause > .zero && !loop.isStopping
            readNothing(for: pause, plan.waker)
            return nil
        case .never, nil: return nil
        }
    }

    private func resetUpload() -> Bool {
        miss(.resetWhileReading, .bytes(body))
        microhttp_abort(connection.socket)
        outcome = .faultPerformed
        phase = .closing
        return false
    }

    private func readNothing(for pause: Duration, _ waker: any Waker) {
        guard pause > .zero, !loop.isStopping else { return }
        loop.rest(connection)
        loop.hold(self)
        self.waker = waker
        wake(after: pause)
    }

    /// The pause is over.
    func readOn() {
        waker = nil
        loop.awaitBody(connection)
        loop.release(self)
    }
}
