import Testing

@testable import Media

@Suite struct PaddingTests {
    /// How many bytes more than the file has.
    static let additions = [26, 27, 28, 1_000, 65_535, 65_536, 65_537, 65_538, 65_539, 131_072, 200_001]

    @Test(arguments: additions)
    func `a heavier PNG has the length asked for, the same picture and right checksums`(more: Int) throws {
        let file = PNG.encode(make(width: 64, height: 64))
        let padded = Padding.png.padded(file, to: file.count + more)
        #expect(padded.length == file.count + more)
        let whole = padded.bytes(0..<padded.length)
        let names = try chunks(of: whole)
        #expect(names.contains("paDd"))
        #expect(names.last == "IEND")
        #expect(try DecodedPNG(whole.removingChunks("paDd")).samples == DecodedPNG(file).samples)
    }

    @Test(arguments: [4, 5] + additions)
    func `a heavier JPEG has the length asked for, the same picture and the caption as its last comment`(
        more: Int
    ) throws {
        let file = JPEG.encode(make(width: 64, height: 64))
        let padded = Padding.jpeg.padded(file, to: file.count + more)
        #expect(padded.length == file.count + more)
        let decoded = try DecodedJPEG(padded.bytes(0..<padded.length))
        let plain = try DecodedJPEG(file)
        #expect(decoded.comments.last == plain.comments.last)
        #expect(decoded.comments.count > plain.comments.count)
        #expect(decoded.components.map(\.rows) == plain.components.map(\.rows))
    }

    @Test(arguments: additions, [false, true])
    func `a heavier WebP has the even length below and the same picture`(
        more: Int, alpha: Bool
    ) throws {
        let file = WebP.encode(make(width: 80, height: 50, alpha: alpha))
        let padded = Padding.webp.padded(file, to: file.count + more)
        #expect(padded.length == file.count + more / 2 * 2)
        let whole = padded.bytes(0..<padded.length)
        let decoded = try DecodedWebP(whole)
        #expect(decoded.chunkNames.prefix(3) == ["VP8X", "VP8L", "XMP "])
        #expect(decoded.pixels == (try DecodedWebP(file).pixels))
        #expect(whole[20..<30] == [alpha ? 0x14 : 0x04, 0, 0, 0, 79, 0, 0, 49, 0, 0])
    }

    @Test(arguments: [8, 9] + additions)
    func `a heavier MP4 ends in free boxes`(more: Int) {
        let file: [UInt8] = [0, 0, 0, 8] + Array("ftyp".utf8)
        let padded = Padding.mp4.padded(file, to: file.count + more)
        let whole = padded.bytes(0..<padded.length)
        #expect(whole.count == file.count + more)
        var place = 8
        while place < whole.count {
            #expect(whole[(place + 4)..<(place + 8)].elementsEqual("free".utf8))
            place += whole[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
        }
        #expect(place == whole.count)
    }

    @Test(arguments: [Int.min, -1, 0, 1, 100])
    func `a file that is as long already stays as it is`(length: Int) {
        let file = PNG.encode(make(width: 64, height: 64))
        #expect(Padding.png.padded(file, to: length).bytes(0..<Int.max) == file)
        #expect(Padding.png.padded(file, to: file.count).bytes(0..<Int.max) == file)
    }

    @Test func `a gap too small for padding stays open`() {
        let (png, jpeg, webp) = (
            PNG.encode(make(width: 64, height: 64)), JPEG.encode(make(width: 64, height: 64)),
            WebP.encode(make(width: 64, height: 64))
        )
        #expect(Padding.png.padded(png, to: png.count + 11).length == png.count)
        #expect(Padding.jpeg.padded(jpeg, to: jpeg.count + 3).length == jpeg.count)
        #expect(Padding.webp.padded(webp, to: webp.count + 7).bytes(0..<Int.max) == webp)
    }

    @Test(
        arguments: [Padding.png, .jpeg, .webp, .mp4], [[], [0], [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF], Array(0...255)])
    func `what is not a file of the format stays as it is`(padding: Padding, file: [UInt8]) {
        #expect(padding.padded(file, to: 100_000).bytes(0..<Int.max) == file)
    }

    @Test func `gigabytes cost no memory and no time, and a WebP ends below four of them`() {
        let file = PNG.encode(make(width: 64, height: 64))
        let padded = Padding.png.padded(file, to: Int.max)
        #expect(padded.length == Int.max)
        #expect(padded.bytes((Int.max - 12)..<Int.max) == Array(file.suffix(12)))
        #expect(Padding.webp.padded(WebP.encode(make(width: 64, height: 64)), to: Int.max).length == 4_294_967_294)
    }

    @Test(arguments: [Padding.png, .jpeg, .webp])
    func `any part is the same as in the whole`(padding: Padding) {
        let file =
            [
                .png: PNG.encode(make(width: 64, height: 64)), .jpeg: JPEG.encode(make(width: 64, height: 64)),
                .webp: WebP.encode(make(width: 64, height: 64)),
            ][padding] ?? []
        let padded = padding.padded(file, to: file.count + 200_000)
        let whole = padded.bytes(0..<padded.length)
        for start in stride(from: 0, to: whole.count, by: 12_345) {
            for count in [0, 1, 7, 65_536, 100_000] {
                #expect(padded.bytes(start..<(start + count)) == Array(whole[start..<min(start + count, whole.count)]))
            }
        }
        #expect(padded.bytes((-10)..<5) == Array(whole.prefix(5)))
        #expect(padded.bytes(whole.count..<(whole.count + 5)).isEmpty)
    }

    @Test(arguments: [-1, 0, 1_000, 65_536, Int.max])
    func `pulled piece by piece it is the whole`(limit: Int) {
        let file = JPEG.encode(make(width: 16, height: 16))
        var padded = Padding.jpeg.padded(file, to: limit < 1 ? 900 : 150_000)
        let whole = padded.bytes(0..<padded.length)
        var pulled: [UInt8] = []
        while let piece = padded.next(atMost: limit) {
            #expect(!piece.isEmpty && piece.count <= max(limit, 1))
            pulled += piece
        }
        #expect(pulled == whole)
        #expect(padded.next(atMost: limit) == nil)
    }

    /// The names of the chunks; every checksum is verified, with a plain loop of its own.
    private func chunks(of png: [UInt8]) throws -> [String] {
        var names: [String] = []
        png.eachChunk { body, checksum in
            var remainder: UInt32 = .max
            for byte in body {
                remainder ^= UInt32(byte)
                for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
            }
            #expect(Int(~remainder) == checksum)
            names.append(String(decoding: body.prefix(4), as: UTF8.self))
        }
        return names
    }
}

extension [UInt8] {
    /// Calls with name and data together, and the checksum.
    fileprivate func eachChunk(_ body: (ArraySlice<UInt8>, Int) -> Void) {
        var place = 8
        while place < count {
            let length = self[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
            let end = place + 8 + length
            body(self[(place + 4)..<end], self[end..<(end + 4)].reduce(0) { $0 << 8 | Int($1) })
            place = end + 4
        }
    }

    fileprivate func removingChunks(_ name: String) -> [UInt8] {
        var rest = Array(prefix(8))
        eachChunk { body, checksum in
            guard !body.starts(with: name.utf8) else { return }
            rest.appendBigEndian(UInt32(body.count - 4))
            rest += body
            rest.appendBigEndian(UInt32(checksum))
        }
        return rest
    }
}
