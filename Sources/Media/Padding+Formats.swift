import Digests

extension PNG {
    /// Cut before the last chunk, which is always the same twelve bytes.
    static func openedForPadding(_ file: [UInt8]) -> (head: [UInt8], tail: [UInt8])? {
        let last = file.suffix(12)
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47]), last.dropFirst(4).starts(with: "IEND".utf8) else {
            return nil
        }
        return (Array(file.dropLast(12)), Array(last))
    }

    /// An ancillary and private chunk that is safe to copy, as the cases of its letters say (W3C PNG, second edition, §5.4).
    static func paddingChunk(_ filler: ArraySlice<UInt8>) -> [UInt8] {
        let body = chunk("paDd") + filler
        var whole: [UInt8] = []
        whole.reserveCapacity(body.count + 8)
        whole.appendBigEndian(UInt32(truncatingIfNeeded: filler.count))
        whole += body
        whole.appendBigEndian(CRC32.checksum(body))
        return whole
    }
}

extension JPEG {
    /// Cut behind the JFIF segment, which has to be the first.
    static func openedForPadding(_ file: [UInt8]) -> (head: [UInt8], tail: [UInt8])? {
        guard file.starts(with: [0xFF, Marker.startOfImage.rawValue, 0xFF]) else { return nil }
        let hasJFIF = file.count >= 6 && file[3] == Marker.application0.rawValue
        let end = hasJFIF ? 4 + Int(file[4]) << 8 + Int(file[5]) : 2
        return end <= file.count ? (Array(file[..<end]), Array(file[end...])) : nil
    }

    static func paddingComment(_ filler: ArraySlice<UInt8>) -> [UInt8] {
        var segment: [UInt8] = []
        append(.comment, Array(filler), to: &segment)
        return segment
    }
}

extension WebP {
    /// Behind everything else, where the extended layout lets unknown chunks stand (RFC 9649 §2.7.1.6). The bytes of the file
    /// header are a place holder, since they count the padding.
    static func openedForPadding(_ file: [UInt8]) -> (head: [UInt8], tail: [UInt8])? {
        guard file.count > 30, file.starts(with: "RIFF".utf8), file[8...].starts(with: "WEBPVP8X".utf8) else {
            return nil
        }
        return (file, [])
    }
}
