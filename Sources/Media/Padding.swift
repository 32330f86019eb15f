/// What makes a file heavier where its format allows it, so that a small picture can be a long download.
public enum Padding: Sendable {
    /// Private chunks before the last one.
    case png
    /// Comments before all others, so that a reader who keeps only the last still sees the caption.
    case jpeg
    /// Unknown chunks after the picture. They need the extended layout, 18 bytes more than the simple one.
    case webp
    /// `free` boxes after everything else.
    case mp4

    /// The file brought up to `length` bytes. A file that is as long already, or of another format, stays as it is.
    ///
    /// Where the format cannot hit that number, it is the nearest below that it can: a PNG grows by at least 12 bytes, a JPEG
    /// by 4, an MP4 by 8, a WebP by 8 and to even numbers under 4 GiB.
    public func padded(_ file: [UInt8], to length: Int) -> StreamedFile {
        guard length > file.count, let (head, tail) = opened(file) else { return StreamedFile([.init(file)]) }
        let missing = min(length, longestFile) - head.count - tail.count
        guard let segments = Segments(of: missing, overhead: overhead, unit: unit) else {
            return StreamedFile([.init(file)])
        }
        return StreamedFile([
            .init(finished(head, padding: segments.total)),
            .init(segment(of: segments.length + unit), times: segments.longer),
            .init(segment(of: segments.length), times: segments.count - segments.longer),
            .init(tail),
        ])
    }

    /// The bytes of a segment beside its filler: length, name and checksum; marker and length; name and length.
    private var overhead: Int {
        switch self {
        case .png: 12
        case .jpeg: 4
        case .webp, .mp4: 8
        }
    }

    /// Segments are a multiple of so many bytes long.
    private var unit: Int { self == .webp ? 2 : 1 }

    /// The length of a RIFF file is a number of 32 bits (RFC 9649 §2.4).
    private var longestFile: Int { self == .webp ? Int(UInt32.max) - 1 : Int.max }

    /// What stands before and behind the padding; nil where the file is of another format.
    private func opened(_ file: [UInt8]) -> (head: [UInt8], tail: [UInt8])? {
        switch self {
        case .png: PNG.openedForPadding(file)
        case .jpeg: JPEG.openedForPadding(file)
        case .webp: WebP.openedForPadding(file)
        case .mp4: file.dropFirst(4).starts(with: "ftyp".utf8) ? (file, []) : nil
        }
    }

    private func finished(_ head: [UInt8], padding: Int) -> [UInt8] {
        self == .webp ? WebP.header(of: head.count - 12 + padding) + head[12...] : head
    }

    private func segment(of length: Int) -> [UInt8] {
        let filler = Self.filler.prefix(max(0, length - overhead))
        switch self {
        case .png: return PNG.paddingChunk(filler)
        case .jpeg: return JPEG.paddingComment(filler)
        case .webp: return WebP.chunk("PADD", Array(filler))
        case .mp4: return Self.freeBox(filler)
        }
    }

    /// ISO/IEC 14496-12 §8.1.2; may stand at the end of a file.
    private static func freeBox(_ filler: ArraySlice<UInt8>) -> [UInt8] {
        var box: [UInt8] = []
        box.appendBigEndian(UInt32(truncatingIfNeeded: filler.count + 8))
        return box + Array("free".utf8) + filler
    }

    /// Letters and digits that mean nothing. They recur only beyond the 32 KiB that deflate looks back, so a proxy that
    /// compresses gains no more than the quarter that letters leave; and none of them can be taken for a marker.
    private static let filler: [UInt8] = {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var stream = SeedStream(seed: 0)
        return Array("padding ".utf8) + (0..<Segments.longest).map { _ in letters[stream.below(letters.count)] }
    }()
}
