import HTTPMessages

/// Silence in the middle of the body; then the rest, or a close.
struct Stall: DrawnFault {
    let afterBytes: Int
    var pause: DrawnDuration
    let resumes: Bool
    let isReal: Bool

    var tellsAnswer: Bool { resumes }

    func drawn(_ draw: DrawSource) -> Stall {
        var stall = self
        stall.pause = .fixed(pause.duration(draw("for")))
        return stall
    }

    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.ending = .stalled(afterBodyBytes: afterBytes, pause: pause.at(0), resumes: resumes)
        if isReal { delivery.realPauses.insert(.silence) }
    }
}

extension Aspect {
    static let stall = Aspect(fault: "stall", "falls silent in the middle", [afterBytes, pause, then, realTime]) {
        reading, builder in
        guard let bytes = reading[afterBytes],
            let pause = reading[pause].flatMap({ DrawnDuration($0, &builder) })
        else { return nil }
        return Stall(
            afterBytes: bytes, pause: pause, resumes: reading[then] ?? true, isReal: reading[realTime] ?? false)
    }

    private static let afterBytes = Field("after_bytes", .size, "body bytes before it", required: true)
    private static let pause = Field("for", .parts(DrawnDuration.shape), "how long", required: true)
    private static let then = Field(
        "then", .choice("word", ["resume": true, "close": false]), "what follows; default `resume`")
}
