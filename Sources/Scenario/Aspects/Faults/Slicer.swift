import Digests

/// `slicer:` small pieces with pauses between.
public struct Slicer: Sendable, Equatable {
    /// Bytes of a slice.
    public var averageSize: Int
    /// A slice is at most so much shorter or longer.
    public var variation: Int
    public var delay: Duration
    /// The head is cut as well.
    public var cutsHead: Bool

    public init(averageSize: Int, variation: Int = 0, delay: Duration, cutsHead: Bool = false) {
        self.averageSize = averageSize
        self.variation = variation
        self.delay = delay
        self.cutsHead = cutsHead
    }
}

private struct SlicerEffect: AspectEffect {
    let slicer: Slicer
    /// Drawn once for an answer.
    let delay: DrawnDuration

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        var slicer = slicer
        slicer.delay = delay.duration(draw("delay"))
        decision.slicer = slicer
        if slicer.variation > 0 { decision.chance = draw("sizes").uint64 }
    }

    init?(_ reading: Reading, _ builder: inout Builder) {
        guard let size = reading.entry(Keys.averageSize)?.value, let average = Form.size.value(size),
            let delay = reading[Keys.delay].flatMap({ DrawnDuration($0, &builder) })
        else { return nil }
        if average == 0 { builder.report("a slice has at least one byte", at: size) }
        self.delay = delay
        slicer = Slicer(
            averageSize: average, variation: reading[Keys.variation] ?? 0, delay: .zero,
            cutsHead: reading[Keys.head] ?? false)
    }
}

extension Aspect {
    static let slicer = Aspect(
        "slicer", .table(Table("`slicer`", [Keys.averageSize, Keys.variation, Keys.delay, Keys.head])),
        "sends small slices with pauses between", at: .answered
    ) { reading, builder, _ in SlicerEffect(reading, &builder) }
}

private enum Keys {
    static let averageSize = Field("average_size", .size, "bytes of a slice", required: true)
    static let variation = Field("size_variation", .size, "how much that varies")
    static let delay = Field(
        "delay", .parts(DrawnDuration.shape), "between two slices; drawn once for an answer", required: true)
    static let head = Field("head", .boolean, "the head is cut too, and the connection then closes; default false")
}
