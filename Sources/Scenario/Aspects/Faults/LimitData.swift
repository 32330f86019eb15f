import HTTPMessages

/// An end after so many body bytes, whatever the headers promised.
struct LimitData: WireFault {
    let bytes: Int
    let resets: Bool

    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.ending = resets ? .reset(afterBodyBytes: bytes) : .truncated(afterBodyBytes: bytes)
    }
}

extension Aspect {
    static let limitData = Aspect(fault: "limit_data", "stops after so many body bytes", [bytes, close]) { reading in
        reading[bytes].map { LimitData(bytes: $0, resets: reading[close] ?? false) }
    }

    private static let bytes = Field("bytes", .size, "how many of the body are sent", required: true)
    private static let close = Field(
        "close", .choice("close", ["fin": false, "rst": true]), "how the connection ends; default `fin`")
}
