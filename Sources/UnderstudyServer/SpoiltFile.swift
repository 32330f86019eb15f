import Core

/// A good file as an `asset` rule wants it: cut, filled up or damaged. Any part of it is made when it is asked for, so
/// that a file of gigabytes takes no memory.
struct SpoiltFile: Sendable {
    let good: MediaFile
    let corruption: AssetDirective.Corruption?
    let length: Int

    /// The filler: 4096 bytes that are neither text nor zeros, so that nothing shrinks them on the way [chosen].
    private static let filler = (0..<4096).map { UInt8(truncatingIfNeeded: ($0 &* 167 &+ 13) ^ ($0 >> 5)) }
    /// How many bytes make a file's format known.
    private static let magic = 8
    /// Every so many-th byte is another one in a file with flipped bytes, behind its head [chosen].
    private static let stride = 61

    init(_ good: MediaFile, _ contents: AssetDirective.Contents) {
        self.good = good
        corruption = contents.corruption
        let whole = contents.bytes ?? good.length
        // Half of a file is enough that no decoder is content with it.
        length = contents.corruption == .truncate ? (contents.bytes ?? whole / 2) : whole
    }

    func bytes(_ range: Range<Int>) -> [UInt8] {
        var bytes = good.bytes(range.clamped(to: 0..<max(0, min(good.length, length))))
        while bytes.count < range.count {
            let place = (range.lowerBound + bytes.count) % Self.filler.count
            bytes += Array(Self.filler[place...].prefix(range.count - bytes.count))
        }
        spoil(&bytes, from: range.lowerBound)
        return bytes
    }

    private func spoil(_ bytes: inout [UInt8], from start: Int) {
        switch corruption {
        case .flip:
            var place = (start / Self.stride + 1) * Self.stride
            while place < start + bytes.count {
                if place >= start { bytes[place - start] ^= 0xFF }
                place += Self.stride
            }
        case .wrongMagic:
            for place in start..<max(start, min(Self.magic, start + bytes.count)) { bytes[place - start] ^= 0xFF }
        case .truncate, nil: break
        }
    }
}

extension MediaFile {
    /// The file as a rule wants it, which is the same for nearly all.
    func spoilt(by directive: AssetDirective?) -> MediaFile {
        guard let contents = directive?.contents, contents.isSpoilt else { return self }
        return .spoilt(SpoiltFile(self, contents))
    }
}
