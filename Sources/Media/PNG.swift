import Digests

/// PNG files (W3C PNG, second edition) of pictures that are mostly flat.
public enum PNG {
    /// The file. Its size, pixels and text are a function of the picture alone; never fails.
    public static func encode(_ picture: Picture) -> [UInt8] {
        let canvas = Canvas(picture)
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        append(header(of: canvas), to: &file)
        for (keyword, text) in descriptions(of: picture) where !text.isEmpty {
            append(textChunk(keyword, text), to: &file)
        }
        append(imageData(of: canvas), to: &file)
        append(chunk("IEND"), to: &file)
        return file
    }

    /// The four letters of a chunk, which its checksum covers, waiting for its data.
    static func chunk(_ name: String) -> [UInt8] {
        Array(name.utf8)
    }

    /// Appends the length, the chunk (name and data) and the checksum.
    private static func append(_ chunk: [UInt8], to file: inout [UInt8]) {
        file.appendBigEndian(UInt32(truncatingIfNeeded: chunk.count - 4))
        file += chunk
        file.appendBigEndian(CRC32.checksum(chunk))
    }

    /// Eight bits a channel, red, green and blue, alpha where the picture has it; not interlaced.
    private static func header(of canvas: Canvas) -> [UInt8] {
        var chunk = chunk("IHDR")
        chunk.appendBigEndian(UInt32(canvas.width))
        chunk.appendBigEndian(UInt32(canvas.height))
        return chunk + [8, canvas.alpha ? 6 : 2, 0, 0, 0]
    }
}

extension [UInt8] {
    mutating func appendBigEndian(_ value: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}
