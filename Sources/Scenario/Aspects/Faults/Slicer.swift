import Digests

/// `slicer:` small pieces with pauses between.
public struct Slicer: Sendable, Equatable {
    /// Bytes of a slice.
    public var averageSize: Int
    /// A slice is at most so much shorter or longer.
    public var variation: Int
    public var delay: Duration

    public init(averageSize: Int, variation: Int = 0, delay: Duration) {
        self.averageSize = averageSize
        self.variation = variation
        self.delay = delay
    }
}

extension Slicer: AspectEffect {
    var isDrawn: Bool { variation > 0 }

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.slicer = self
        if isDrawn { decision.chance = draw("sizes").uint64 }
    }

    fileprivate init?(_ reading: Reading, _ builder: inout Builder) {
        guard let size = reading.entry(Keys.averageSize)?.value, let average = Form.size.value(size),
            let delay = reading[Keys.delay]
        else { return nil }
        if average == 0 { builder.report("a slice has at least one byte", at: size) }
        self.init(averageSize: average, variation: reading[Keys.variation] ?? 0, delay: delay)
    }
}

extension Aspect {
    static let slicer = Aspect(
        "slicer", .table(Table("`slicer`", [Keys.averageSize, Keys.variation, Keys.delay])),
        "sends small slices with pauses between", at: .answered
    ) { reading, builder, _ in Slicer(reading, &builder) }
}

private enum Keys {
    static let averageSize = Field("average_size", .size, "bytes of a slice", required: true)
    static let variation = Field("size_variation", .size, "how much that varies")
    static let delay = Field("delay", .duration, "between two slices", required: true)
}
