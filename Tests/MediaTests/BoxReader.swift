/// Reads the boxes of an MP4 file.
struct BoxReader {
    let bytes: [UInt8]
    /// Where the content of each box lies, by the path of types to it, such as `moov.trak.mdia`; of several, all.
    private(set) var boxes: [(path: String, content: Range<Int>)] = []

    private static let containers: Set = ["moov", "trak", "edts", "mdia", "minf", "dinf", "stbl", "udta", "ilst"]
    /// Bytes before the boxes inside.
    private static let prefixes = ["stsd": 8, "avc1": 78, "mp4a": 28, "meta": 4]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        read(0..<bytes.count, path: "")
    }

    private mutating func read(_ range: Range<Int>, path: String) {
        var start = range.lowerBound
        while start + 8 <= range.upperBound {
            let end = start + word(start)
            guard end >= start + 8, end <= range.upperBound else {
                return boxes.append((path + "!broken", start..<start))
            }
            let type = String(String.UnicodeScalarView(bytes[start + 4..<start + 8].map { Unicode.Scalar($0) }))
            let inner = path.isEmpty ? type : "\(path).\(type)"
            boxes.append((inner, start + 8..<end))
            if let prefix = Self.containers.contains(type) ? 0 : Self.prefixes[type] {
                read(start + 8 + prefix..<end, path: inner)
            }
            start = end
        }
    }

    func word(_ place: Int) -> Int {
        bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    func all(_ path: String) -> [Range<Int>] {
        boxes.filter { $0.path == path }.map(\.content)
    }

    /// The words of a box, from a byte of its content on.
    func words(_ path: String, track: Int = 0, from start: Int = 4) -> [Int] {
        let found = all(path)
        guard track < found.count else { return [] }
        return stride(from: found[track].lowerBound + start, to: found[track].upperBound - 3, by: 4).map { word($0) }
    }

    /// The content of each sample of a track, by its tables.
    func samples(track: Int) -> [ArraySlice<UInt8>] {
        let sizes = words("moov.trak.mdia.minf.stbl.stsz", track: track).dropFirst(2)
        let offsets = words("moov.trak.mdia.minf.stbl.stco", track: track).dropFirst()
        let lines = Array(words("moov.trak.mdia.minf.stbl.stsc", track: track).dropFirst())
        var (samples, next): ([ArraySlice<UInt8>], Int) = ([], sizes.startIndex)
        for (chunk, offset) in offsets.enumerated() {
            let line = Array(stride(from: 0, to: lines.count, by: 3)).last { lines[$0] <= chunk + 1 } ?? 0
            var start = offset
            for _ in 0..<lines[line + 1] where next < sizes.endIndex {
                samples.append(bytes[start..<start + sizes[next]])
                start += sizes[next]
                next += 1
            }
        }
        return samples
    }
}
