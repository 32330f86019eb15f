/// A file that is never held whole: a few runs, each a short pattern that is repeated.
///
/// Any part of it costs what the part is long, so ranges and slow readers are served without the rest.
public struct StreamedFile: Sendable {
    /// `pattern` again and again, up to `length` bytes.
    struct Run: Sendable {
        let pattern: [UInt8]
        let length: Int

        /// A pattern of no bytes is a run of no bytes.
        init(_ pattern: [UInt8], length: Int) {
            self.length = pattern.isEmpty ? 0 : max(0, length)
            self.pattern = Self.multiplied(pattern, upTo: min(self.length, 16_384))
        }

        init(_ bytes: [UInt8]) {
            pattern = bytes
            length = bytes.count
        }

        init(_ pattern: [UInt8], times: Int) {
            self.init(pattern, length: pattern.count * max(0, times))
        }

        static func zeros(_ count: Int) -> Run {
            Run([0], length: count)
        }

        /// Whole patterns, `size` bytes of them or up to twice as many: copying then goes in long strides.
        private static func multiplied(_ pattern: [UInt8], upTo size: Int) -> [UInt8] {
            guard !pattern.isEmpty else { return [] }
            var result = pattern
            while result.count < size { result += result }
            return result
        }
    }

    private let runs: [Run]
    /// Bytes of the whole file.
    public let length: Int
    /// How many bytes `next` has handed out.
    public private(set) var position = 0

    init(_ runs: [Run]) {
        self.runs = runs
        length = runs.reduce(0) { $0 + $1.length }
    }

    /// The next bytes in order, at most `limit` and at least one of them; nil at the end of the file.
    public mutating func next(atMost limit: Int) -> [UInt8]? {
        guard position < length else { return nil }
        let end = position + min(max(1, limit), length - position)
        defer { position = end }
        return bytes(position..<end)
    }

    /// The bytes of `range`, without what of it lies outside the file.
    public func bytes(_ range: Range<Int>) -> [UInt8] {
        let wanted = range.clamped(to: 0..<length)
        var result: [UInt8] = []
        result.reserveCapacity(wanted.count)
        var start = 0
        for run in runs {
            let part = wanted.clamped(to: start..<start + run.length)
            run.append(part.lowerBound - start..<part.upperBound - start, to: &result)
            start += run.length
        }
        return result
    }
}

extension StreamedFile.Run {
    /// Appends a range that lies within the run.
    fileprivate func append(_ range: Range<Int>, to result: inout [UInt8]) {
        var position = range.lowerBound
        while position < range.upperBound {
            let offset = position % pattern.count
            let count = min(pattern.count - offset, range.upperBound - position)
            result += pattern[offset..<offset + count]
            position += count
        }
    }
}
