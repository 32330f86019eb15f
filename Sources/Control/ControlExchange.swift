import Basics
import Engine
import HTTPMessages
import Synchronization

/// A request to the control API from its arrival to the end of its exchange. It is answered once; what waits or streams for it
/// is begun here, and given up when the exchange is over, however that came.
public final class ControlExchange: ExchangeOwner {
    private enum State: Sendable {
        /// With what is to be done at its end.
        case open([@Sendable (ExchangeEnd) -> Void])
        case over(ExchangeEnd)
    }

    private let state = Lock(State.open([]))
    private let isAnswered = Atomic(false)
    private let send: @Sendable (Response) -> Void

    /// - Parameter send: takes the answer, on whatever thread found it.
    public init(send: @escaping @Sendable (Response) -> Void) {
        self.send = send
    }

    /// Answers it. The first answer counts.
    func answer(_ response: Response) {
        guard !isAnswered.exchange(true, ordering: .acquiringAndReleasing) else { return }
        send(response)
    }

    /// Runs the action when the exchange is over; at once, if it is.
    func whenEnded(_ action: @escaping @Sendable (ExchangeEnd) -> Void) {
        let end = state.withLock { state -> ExchangeEnd? in
            switch state {
            case .over(let end):
                return end
            case .open(var actions):
                actions.append(action)
                state = .open(actions)
                return nil
            }
        }
        if let end { action(end) }
    }

    /// The wait goes on for this exchange, and is given up with it. nil: it has ended already.
    func owns(_ wait: Wait?) {
        guard let wait else { return }
        whenEnded { _ in wait.cancel() }
    }

    /// The exchange is over.
    public func ended(_ end: ExchangeEnd, bytesSent: Int) {
        let actions = state.withLock { state -> [@Sendable (ExchangeEnd) -> Void] in
            guard case .open(let actions) = state else { return [] }
            state = .over(end)
            return actions
        }
        for action in actions { action(end) }
    }
}
