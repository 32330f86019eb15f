import HTTPMessages

/// `on: connect`: the second request of a connection is read and gets no answer, as when an idle connection is closed while a request is
/// on its way.
struct CloseOnReuse: WireFault {
    let close: ConnectionClose

    var tellsAnswer: Bool { true }
    var reuseClose: ConnectionClose? { close }

    /// The connection is watched from its first request on; that one is answered as ever.
    func apply(to delivery: inout Delivery, chance: UInt64) {}
}

extension Aspect {
    static let closeOnReuse = Aspect(
        "close_on_reuse", form.shape, "reads the second request of a connection, and closes without an answer",
        at: .connect, isWireFault: true
    ) { reading, _, _ in form.value(reading).map { FaultEffect(fault: CloseOnReuse(close: $0), commit: nil, draw: nil) }
    }

    private static let form = Form<ConnectionClose>.words("close")
}
