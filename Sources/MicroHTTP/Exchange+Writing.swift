import CMicroHTTPD
import Glibc
import HTTPMessages
import Time

/// Answers that the library cannot give: the connection is suspended, and the bytes go past it (http-library.md §5).
extension Exchange {
    /// How long sent bytes get to leave before the reset that would overtake them (http-library.md §5).
    private static var resetPause: Duration { .milliseconds(50) }

    func write(_ delivery: Delivery) -> Bool {
        if !delivery.response.body.isFilled, case .complete = delivery.ending {
            return queue(plainAnswer(.missingAsset))
        }
        drains = true
        phase = .writing
        writer = LoopBound(Writer(delivery, hasNoBody: hasNoBody(delivery.response.status), isHTTP11: isHTTP11))
        guard !loop.isStopping else {
            continueWriting()
            return false
        }
        loop.hold(self)
        continueWriting()
        return true
    }

    /// Writes until the kernel is full, a pause comes, or all is done.
    func continueWriting() {
        while let step = writer?.value.next() {
            switch step {
            case .send(let bytes):
                guard send(bytes) else { return }
            case .pause(let pause):
                // The server stops: nobody waits any more, and what never ends is over.
                if loop.isStopping, pause != nil { continue }
                guard !loop.isStopping else { return finishWriting() }
                if isReallySilent, writer?.value.isStalling == true {
                    pauseReally(pause)
                } else if let pause {
                    wake(after: pause)
                }
                return
            case .settle where !loop.isStopping: return wakeReally(after: Exchange.resetPause)
            case .settle: break
            case .reset:
                microhttp_abort(connection.socket)
                return finishWriting()
            case .finish:
                if writer?.value.isWhole == true { noFaultCame() }
                return finishWriting()
            }
        }
    }

    /// False when nothing more can be sent now.
    private func send(_ bytes: ArraySlice<UInt8>) -> Bool {
        let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(connection.socket, $0.baseAddress, $0.count, flags)
        }
        if count > 0 {
            writer?.value.sent(count)
            return true
        }
        if count < 0, errno == EAGAIN || errno == EINTR {
            loop.awaitRoom(self)
        } else {
            clientLeft()
        }
        return false
    }

    private func finishWriting() {
        phase = .closing
        outcome = outcome ?? (isFault ? .faultPerformed : .completed)
        loop.release(self)
    }
}
