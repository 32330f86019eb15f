import HTTPMessages

/// `on: connect`: the bodies of requests are read slowly, or not to their end.
struct Upload: WireFault {
    let reception: Reception?

    var tellsAnswer: Bool { true }

    func apply(to delivery: inout Delivery, chance: UInt64) {}
}

extension Upload {
    fileprivate init(_ reading: Reading) {
        var reception = Reception()
        reception.rate = reading[Keys.rate]
        reception.stallAfter = reading[Keys.stallAfter]
        reception.stall = reading[Keys.length] ?? .zero
        reception.resetAfter = reading[Keys.resetAfter]
        self.init(reception: reception)
    }
}

/// `on: connect`: what `Expect: 100-continue` gets.
struct ExpectContinue: WireFault {
    let reception: Reception?

    var tellsAnswer: Bool { true }

    init(_ continuation: Reception.Continuation) {
        var reception = Reception()
        reception.continuation = continuation
        self.reception = reception
    }

    func apply(to delivery: inout Delivery, chance: UInt64) {}
}

extension Aspect {
    static let upload = Aspect(
        "upload", .table(Keys.table), "reads the bodies of requests slowly, or not to their end", at: .connect,
        isWireFault: true
    ) { reading, builder, _ in
        builder.remark(Keys.remark, at: reading)
        return FaultEffect(fault: Upload(reading), commit: nil, draw: nil)
    }

    static let expectContinue = Aspect(
        "expect_continue", Keys.continuation.shape, "what `Expect: 100-continue` gets", at: .connect, isWireFault: true
    ) { reading, builder, _ in
        builder.remark(Keys.remark, at: reading)
        return Keys.continuation.value(reading).map {
            FaultEffect(fault: ExpectContinue($0), commit: nil, draw: nil)
        }
    }
}

private enum Keys {
    static let table = Table(
        "`upload`", [rate, stallAfter, length, resetAfter],
        demands: [
            .atLeastOne([rate, stallAfter, resetAfter]), .needs(stallAfter, length), .needs(length, stallAfter),
        ])

    static let rate = Field("rate", .byteRate, "so many bytes of a body are read in a second")
    static let stallAfter = Field("stall_after", .size, "after so many bytes nothing is read")
    static let length = Field("for", .duration, "so long")
    static let resetAfter = Field("reset_after", .size, "after so many bytes the connection is reset")

    static let late = Field("late", .duration, "100 comes after so long", required: true)
    static let continuation = Form<Reception.Continuation>.either(
        .choice("word", ["refuse": .refused, "never": .never]),
        Form(.table(Table("`expect_continue`", [late]))) { $0[late].map { .late($0) } })

    /// The shared port knows no sooner for whom a connection is (architecture.md §9.8).
    static let remark =
        "on the shared port this holds from the second request of a connection on; on a port of its own (`--serve`) from the first"
}
