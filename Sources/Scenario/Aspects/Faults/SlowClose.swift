import HTTPMessages

/// The close comes late.
struct SlowClose: WireFault {
    let pause: Duration

    var tellsAnswer: Bool { true }

    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.closeDelay = pause
    }
}

extension Aspect {
    static let slowClose = Aspect(fault: "slow_close", "delays the close", at: .answered) { SlowClose(pause: $0) }
}
