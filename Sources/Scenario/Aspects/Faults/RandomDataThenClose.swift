import HTTPMessages

/// Garbage instead of HTTP.
struct RandomDataThenClose: WireFault {
    let bytes: Int

    /// How many there are unless the rule says so [chosen].
    static let usual = 64

    var hidesAnswer: Bool { true }

    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.ending = .raw(Self.noise(bytes, chance))
    }

    /// Bytes that look like nothing: the first can begin no answer.
    private static func noise(_ count: Int, _ chance: UInt64) -> [UInt8] {
        var state = chance
        var bytes = (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        if !bytes.isEmpty { bytes[0] |= 0x80 }
        return bytes
    }
}

extension Aspect {
    static let randomDataThenClose = Aspect(
        fault: "random_data_then_close", "garbage instead of HTTP", [bytes], drawing: bytes.name
    ) { reading in RandomDataThenClose(bytes: reading[bytes] ?? RandomDataThenClose.usual) }

    private static let bytes = Field(
        "bytes", .integer(1...65_536), "how many; default \(RandomDataThenClose.usual)")
}
