/// Lossless WebP files (RFC 9649) of pictures that are mostly flat.
public enum WebP {
    /// The file: the extended layout, with the picture and what it was made for (RFC 9649 §2.7). Its bytes are a function of
    /// the picture alone; never fails.
    public static func encode(_ picture: Picture) -> [UInt8] {
        let canvas = Canvas(picture)
        let chunks =
            chunk("VP8X", features(of: canvas)) + chunk("VP8L", bitstream(of: canvas))
            + chunk("XMP ", metadata(of: picture))
        return header(of: chunks.count) + chunks
    }

    /// What a file begins with when so many bytes of chunks follow.
    static func header(of count: Int) -> [UInt8] {
        var header = Array("RIFF".utf8)
        header.appendLittleEndian(UInt32(truncatingIfNeeded: count + 4))
        return header + Array("WEBP".utf8)
    }

    /// Name, length and data, with a byte after data of odd length (RFC 9649 §2.3).
    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        var chunk = Array(name.utf8)
        chunk.reserveCapacity(data.count + 9)
        chunk.appendLittleEndian(UInt32(truncatingIfNeeded: data.count))
        chunk += data
        if data.count % 2 == 1 { chunk.append(0) }
        return chunk
    }

    /// The header of the bitstream, the prefix codes and the pixels (RFC 9649 §3.4 and §3.8).
    private static func bitstream(of canvas: Canvas) -> [UInt8] {
        var bits = BitWriter()
        bits.put(0x2F, bits: 8)
        bits.put(UInt32(canvas.width - 1), bits: 14)
        bits.put(UInt32(canvas.height - 1), bits: 14)
        bits.put(canvas.alpha ? 1 : 0, bits: 1)
        bits.put(0, bits: 3)  // the version
        bits.put(0, bits: 3)  // no transform, no colour cache, one group of prefix codes
        putPrefixCodes(alpha: canvas.alpha, into: &bits)
        putPixels(of: canvas, into: &bits)
        return bits.finish()
    }
}

extension [UInt8] {
    fileprivate mutating func appendLittleEndian(_ value: UInt32) {
        for shift: UInt32 in [0, 8, 16, 24] { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}
