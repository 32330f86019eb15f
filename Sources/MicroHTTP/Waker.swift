/// Time that the delay, the pauses and the stalls of a delivery are measured in: scenario time, kept by somebody else.
public protocol Waker: Sendable {
    /// Runs `action` once, after that much of its time; on any thread, and also before this call returns.
    func wake(after pause: Duration, _ action: @escaping @Sendable () -> Void) -> WakeTicket
    /// From here until `cancel` a pause of real time passes, which nobody measures by this time. Runs `action` once, should whatever
    /// waits be let go meanwhile.
    func standAside(_ action: @escaping @Sendable () -> Void) -> WakeTicket
    /// The action is no longer wanted. One that runs nevertheless does no harm.
    func cancel(_ ticket: WakeTicket)
}

extension Waker {
    public func standAside(_ action: @escaping @Sendable () -> Void) -> WakeTicket {
        wake(after: .nanoseconds(Int64.max), action)
    }
}

/// Names one wake-up to the waker that promised it.
public struct WakeTicket: Sendable, Hashable {
    public var number: UInt64

    public init(_ number: UInt64) {
        self.number = number
    }
}
