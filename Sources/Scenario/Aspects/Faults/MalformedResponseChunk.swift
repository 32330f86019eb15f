import HTTPMessages

/// A good head, then a chunk that is none.
struct MalformedResponseChunk: WireFault {
    func apply(to delivery: inout Delivery, chance: UInt64) {
        delivery.ending = .brokenChunk
    }
}

extension Aspect {
    static let malformedResponseChunk = Aspect(
        fault: "malformed_response_chunk", "good headers, then a broken chunk"
    ) { _ in MalformedResponseChunk() }
}
