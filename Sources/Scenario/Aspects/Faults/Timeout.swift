import HTTPMessages

/// No byte at all, then a close; nil: never.
struct Timeout: WireFault {
    let length: Duration?

    var hidesAnswer: Bool { true }

    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.ending = .silent(length)
    }
}

extension Aspect {
    static let timeout = Aspect(
        fault: "timeout", "no byte at all, then a close; 0: never", at: [.answered, .connect], mayBeReal: true
    ) { length in Timeout(length: length == .zero ? nil : length) }
}
