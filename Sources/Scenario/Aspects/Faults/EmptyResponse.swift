import HTTPMessages

/// A close without a status line.
struct EmptyResponse: WireFault {
    var hidesAnswer: Bool { true }

    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.ending = .empty
    }
}

extension Aspect {
    static let emptyResponse = Aspect(fault: "empty_response", "closes without a status line") { _ in EmptyResponse() }
}
