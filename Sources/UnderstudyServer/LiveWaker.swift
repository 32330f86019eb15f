import Control
import MicroHTTP

/// Wakes a body that waits for something to happen.
final class LiveWaker: Waker {
    private let body: any LiveBody

    init(_ body: any LiveBody) {
        self.body = body
    }

    func wake(after pause: Duration, _ action: @escaping @Sendable () -> Void) -> WakeTicket {
        body.whenThereIsMore(action)
        return WakeTicket(0)
    }

    func cancel(_ ticket: WakeTicket) { body.wantsNoCall() }
}
