import CMicroHTTPD
import HTTPMessages
import Time

/// A body that the library fetches piece by piece.
extension Exchange {
    /// How many bytes were put into the buffer, 0 after suspending, or one of the library's two ends.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard !isGone, outcome == nil else { return microhttp_content_broken }
        switch sending?.value.next(atMost: buffer.count) {
        case .bytes(let bytes):
            unsafe buffer.copyBytes(from: bytes)
            if sending?.value.isAtEnd == true { loop.idlenessBegins(on: connection) }
            return bytes.count
        case .pause(let pause): return pauseContent(pause)
        case .end:
            if sending?.value.hasStopped == false { noFaultCame() }
            loop.idlenessBegins(on: connection)
            return microhttp_content_end
        case .breakOff, nil:
            outcome = .faultPerformed
            return microhttp_content_broken
        }
    }

    /// All bytes are out, and the limit of a fault was not among them: the connection is kept as after any answer.
    func noFaultCame() {
        guard isFault else { return }
        isFault = false
        drains = false
    }

    private func pauseContent(_ pause: Duration?) -> Int {
        guard !loop.isStopping else {
            outcome = .stopped
            return microhttp_content_broken
        }
        // The library holds a head back until the first bytes of the body come, which may be long.
        microhttp_flush(connection.socket)
        loop.hold(self)
        if isReallySilent, sending?.value.isStalling == true {
            pauseReally(pause)
        } else if let pause {
            wake(after: pause)
        }
        return 0
    }
}
