import HTTPMessages

/// Silence in the middle of the body; then the rest, or a close.
struct Stall: WireFault {
    let afterBytes: Int
    let pause: Duration
    let resumes: Bool

    var tellsAnswer: Bool { resumes }

    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.ending = .stalled(afterBodyBytes: afterBytes, pause: pause, resumes: resumes)
    }
}

extension Aspect {
    static let stall = Aspect(fault: "stall", "falls silent in the middle", [afterBytes, pause, then]) { reading in
        guard let bytes = reading[afterBytes], let pause = reading[pause] else { return nil }
        return Stall(afterBytes: bytes, pause: pause, resumes: reading[then] ?? true)
    }

    private static let afterBytes = Field("after_bytes", .size, "body bytes before it", required: true)
    private static let pause = Field("for", .duration, "how long", required: true)
    private static let then = Field(
        "then", .choice("word", ["resume": true, "close": false]), "what follows; default `resume`")
}
