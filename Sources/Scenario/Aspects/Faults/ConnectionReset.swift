import HTTPMessages

/// A TCP reset: before any byte, or after that many body bytes.
struct ConnectionReset: WireFault {
    let afterBytes: Int?

    var hidesAnswer: Bool { afterBytes == nil }

    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.ending = .reset(afterBodyBytes: afterBytes)
    }
}

extension Aspect {
    static let connectionReset = Aspect(fault: "connection_reset", "a TCP reset", [afterBytes]) { reading in
        ConnectionReset(afterBytes: reading[afterBytes])
    }

    private static let afterBytes = Field("after_bytes", .size, "body bytes before it; absent: before any byte")
}
