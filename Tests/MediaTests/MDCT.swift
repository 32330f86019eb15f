import Foundation

/// The inverse transform of both codecs, straight from its definition, with a sine window and without scaling.
enum MDCT {
    /// ISO/IEC 11172-3 §2.4.3.4.10.2 and ISO/IEC 14496-3 §4.6.11.3.1.
    static func inverse(_ lines: [Int: Int], window: Int) -> [Double] {
        let offset = Double(window / 2 + 1) / 2
        return (0..<window).map { sample in
            let sum = lines.reduce(0.0) { sum, line in
                let turn = (Double(sample) + offset) * (Double(line.key) + 0.5) / Double(window)
                return sum + Double(line.value) * cos(2 * .pi * turn)
            }
            return sum * sin(.pi / Double(window) * (Double(sample) + 0.5))
        }
    }

    /// Half of each block over half of the next. The first half block stands alone.
    static func overlapped(_ blocks: [[Double]]) -> [Double] {
        var held: [Double] = []
        return blocks.flatMap { block in
            let half = block.count / 2
            defer { held = Array(block[half...]) }
            return held.isEmpty ? Array(block[..<half]) : zip(block[..<half], held).map { $0 + $1 }
        }
    }
}
