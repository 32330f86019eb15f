import CMicroHTTPD
import Glibc
import HTTPMessages
import Synchronization

/// The exchange is over.
extension Exchange {
    func completed(_ reason: MHD_RequestTerminationCode) {
        cancelWake()
        forgetBody()
        if drains { loop.linger(on: connection.socket) }
        loop.served(connection)
        phase = .closing
        let bytes = sentBytes(reason)
        delivery = nil
        sending = nil
        writer = nil
        guard let owner = owner.take() else { return }
        loop.hasHandled = true
        owner.ended(end(reason), bytesSent: bytes)
    }

    /// The connection has gone and the library never told that the request is over, as
    /// it forgets to where its answer does not fit. Lets go of what `completed` would have let go of.
    func forgotten() {
        // Nothing is left of the connection that could be looked after.
        connection.hasFinished = false
        completed(.REQUEST_TERMINATED_WITH_ERROR)
        unsafe Unmanaged.passUnretained(self).release()
    }

    private func end(_ reason: MHD_RequestTerminationCode) -> ExchangeEnd {
        if let outcome { return outcome }
        if connection.hasTimedOut { return .timedOut }
        switch reason {
        case .REQUEST_TERMINATED_COMPLETED_OK: return isFault ? .faultPerformed : .completed
        case .REQUEST_TERMINATED_TIMEOUT_REACHED: return .timedOut
        case .REQUEST_TERMINATED_DAEMON_SHUTDOWN: return .stopped
        case .REQUEST_TERMINATED_WITH_ERROR, .REQUEST_TERMINATED_READ_ERROR, .REQUEST_TERMINATED_CLIENT_ABORT:
            hungUp.store(true, ordering: .relaxed)
            return .clientGone
        }
    }

    private func sentBytes(_ reason: MHD_RequestTerminationCode) -> Int {
        if let writer { return writer.value.bodyBytes }
        if let sending { return sending.value.position }
        return reason == .REQUEST_TERMINATED_COMPLETED_OK && !isHead ? plainBytes : 0
    }
}
