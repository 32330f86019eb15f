import Basics
import Engine
import Time

/// Real time that a test winds by hand.
public final class HandTime: RealTime {
    private let instant = Lock<Int64>(1_000)
    private let alarms = Lock<[(Int64, @Sendable () -> Void)]>([])

    public init() {}

    /// Done once, when somebody next asks what time it is.
    public let onNextLook = Lock<(@Sendable () -> Void)?>(nil)

    public func now() -> Int64 {
        onNextLook.withLock { $0.take() }?()
        return instant.withLock { $0 }
    }

    public static let wallStart = Timestamp(unixSeconds: 1_795_176_000)
    public func wallClock() -> Timestamp { Self.wallStart + .nanoseconds(now() - 1_000) }

    public func alarm(at instant: Int64, _ action: @escaping @Sendable () -> Void) {
        alarms.withLock { $0.append((instant, action)) }
    }

    /// Lets go of what would ring, which holds whoever set it.
    public func forgetAlarms() { alarms.withLock { $0 = [] } }

    /// How many alarms are set.
    public var alarmCount: Int { alarms.withLock { $0.count } }

    /// Lets that much real time pass, and rings every alarm on the way.
    public func pass(_ span: Duration) {
        let end = now() + span.nanoseconds
        while let next = takeNext(until: end) {
            instant.withLock { $0 = max($0, next.0) }
            next.1()
        }
        instant.withLock { $0 = end }
    }

    private func takeNext(until end: Int64) -> (Int64, @Sendable () -> Void)? {
        alarms.withLock { alarms in
            guard let index = alarms.indices.min(by: { alarms[$0].0 < alarms[$1].0 }), alarms[index].0 <= end else {
                return nil
            }
            return alarms.remove(at: index)
        }
    }
}
