import HTTPMessages

/// `on: connect`: new connections are refused for so long.
struct Down: WireFault {
    let span: Duration

    var tellsAnswer: Bool { true }
    var downtime: Duration? { span }

    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.ending = .reset(afterBodyBytes: nil)
    }
}

extension Aspect {
    static let down = Aspect(fault: "down", "refuses new connections for so long", at: .connect, remark: remark) {
        Down(span: $0)
    }

    /// architecture.md §9.8
    private static let remark =
        "on the shared port a connection is reset when its first request has come; on a port of its own (`--serve`) it is refused"
}
