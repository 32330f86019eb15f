import HTTPMessages

/// A head that goes out in slices, with a pause after each.
struct SlicedHead {
    private var rest: ArraySlice<UInt8>
    private let slices: Delivery.Slices
    private var number = 0
    private var lineTime = Duration.zero
    /// The length of the slice that a pause is to follow.
    private var sent: Int?

    init(_ head: ArraySlice<UInt8>, _ slices: Delivery.Slices) {
        rest = head
        self.slices = slices
    }

    /// nil when all of it is out.
    mutating func next() -> Writer.Step? {
        if let bytes = sent.take() {
            let pause = slices.pause(after: bytes, number: number - 1, elapsed: &lineTime)
            if pause > .zero { return .pause(pause) }
        }
        guard !rest.isEmpty else { return nil }
        let slice = rest.prefix(slices.size(of: number))
        rest = rest.dropFirst(slice.count)
        number += 1
        sent = slice.count
        return .send(slice)
    }
}
