/// What a macroblock can expect of the samples to its left and above it (H.264 §8.3.3 and §8.3.4).
///
/// The whole picture is known beforehand and coded without loss, so the neighbours are read from the scene.
struct IntraPrediction {
    /// `Intra16x16PredMode`: Table 8-4.
    enum Luma: Int {
        case vertical = 0
        case horizontal = 1
        case mean = 2
    }

    /// `intra_chroma_pred_mode`: Table 8-5.
    enum Chroma: Int {
        case mean = 0
        case horizontal = 1
        case vertical = 2
    }

    /// The sixteen luma samples next to a macroblock.
    struct Edge {
        var sum: Int
        var isFlat: Bool
    }

    private(set) var luma = Luma.mean
    /// What each luma sample is predicted to be.
    private(set) var level = 128
    private(set) var chroma = Chroma.mean
    private(set) var blue: UInt8 = 128
    private(set) var red: UInt8 = 128

    init(for cell: VideoCell, left: VideoCell?, top: VideoCell?, details: VideoDetails) {
        predictLuma(
            of: Int(cell.colour.luma), left: left.map { $0.rightEdge(details) }, top: top.map { $0.lowerEdge(details) })
        predictChroma(of: cell.colour, left: left?.colour, top: top?.colour)
    }

    /// The mean of both edges is one number for the whole block, whatever they hold; but a flat edge may be nearer.
    private mutating func predictLuma(of luma: Int, left: Edge?, top: Edge?) {
        switch (left, top) {
        case (nil, nil): return
        case (let edge?, nil), (nil, let edge?): level = (edge.sum + 8) >> 4
        case (let left?, let top?): level = (left.sum + top.sum + 16) >> 5
        }
        if let left, left.isFlat { prefer(.horizontal, left.sum >> 4, for: luma) }
        if let top, top.isFlat { prefer(.vertical, top.sum >> 4, for: luma) }
    }

    private mutating func prefer(_ mode: Luma, _ level: Int, for luma: Int) {
        guard abs(level - luma) < abs(self.level - luma) else { return }
        (self.luma, self.level) = (mode, level)
    }

    /// Chroma is flat in every cell. The mean is formed for each block of 4×4 by itself, from different edges, so it is one
    /// colour only where there is one neighbour, or two of one colour.
    private mutating func predictChroma(of colour: VideoColour, left: VideoColour?, top: VideoColour?) {
        guard let neighbour = left ?? top else { return }
        (blue, red) = (neighbour.blue, neighbour.red)
        guard let top, left != nil, (top.blue, top.red) != (blue, red) else { return }
        chroma = .horizontal
        if colour.chromaDistance(to: top) < colour.chromaDistance(to: neighbour) {
            (chroma, blue, red) = (.vertical, top.blue, top.red)
        }
    }
}

extension VideoColour {
    fileprivate func chromaDistance(to other: VideoColour) -> Int {
        abs(Int(blue) - Int(other.blue)) + abs(Int(red) - Int(other.red))
    }
}

extension VideoCell {
    func rightEdge(_ details: VideoDetails) -> IntraPrediction.Edge {
        edge([3, 7, 11, 15]) { Self.edge(of: details.cell(detail), from: 15, step: 16) }
    }

    func lowerEdge(_ details: VideoDetails) -> IntraPrediction.Edge {
        edge([12, 13, 14, 15]) { Self.edge(of: details.cell(detail), from: 240, step: 1) }
    }

    /// The edge that four blocks make.
    @inline(__always)
    private func edge(_ blocks: SIMD4<Int>, detailed: () -> IntraPrediction.Edge) -> IntraPrediction.Edge {
        if isFlat { return IntraPrediction.Edge(sum: 16 * Int(colour.luma), isFlat: true) }
        if detail >= 0 { return detailed() }
        let first = relief[blocks[0]]
        let sum = Int(first) + Int(relief[blocks[1]]) + Int(relief[blocks[2]]) + Int(relief[blocks[3]])
        let isFlat = first == relief[blocks[1]] && first == relief[blocks[2]] && first == relief[blocks[3]]
        return IntraPrediction.Edge(sum: 16 * Int(colour.luma) + 4 * Self.unit * sum, isFlat: isFlat)
    }

    private static func edge(of samples: ArraySlice<UInt8>, from start: Int, step: Int) -> IntraPrediction.Edge {
        let edge = (0..<16).map { samples[samples.startIndex + start + $0 * step] }
        return IntraPrediction.Edge(sum: edge.reduce(0) { $0 + Int($1) }, isFlat: edge.allSatisfy { $0 == edge[0] })
    }
}
