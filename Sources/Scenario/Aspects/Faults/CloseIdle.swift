import HTTPMessages

/// `on: connect`: a kept connection is closed after so much idleness.
struct CloseIdle: WireFault {
    let limit: Duration

    var tellsAnswer: Bool { true }
    var idleLimit: Duration? { limit }

    /// The connection is watched from its first request on; no answer changes.
    func apply(to delivery: inout Delivery, chance: UInt64) {}
}

extension Aspect {
    static let closeIdle = Aspect(
        fault: "close_idle", "closes kept-alive connections after so much idleness", at: .connect
    ) { CloseIdle(limit: $0) }
}
