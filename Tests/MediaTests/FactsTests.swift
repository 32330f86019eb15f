import Testing

@testable import Media

@Suite struct FactsTests {
    private func film(hasSound: Bool) -> [UInt8] {
        let movie = makeMovie(width: 720, height: 1280, milliseconds: 6000, rate: .fps30, hasSound: hasSound)
        return MP4.encode(movie, sound: hasSound ? AAC.track(seconds: Seconds(6), seed: 1) : nil)
    }

    @Test(arguments: [true, false])
    func `a film says its length, its size, its rate and whether it has sound`(hasSound: Bool) throws {
        let facts = try #require(MP4.Facts(of: film(hasSound: hasSound)))
        #expect(facts.seconds == 6)
        #expect(facts.size == Dimensions(width: 720, height: 1280))
        #expect(facts.framesPerSecond == 30)
        #expect(facts.hasSound == hasSound)
    }

    @Test func `a film that lies on its side is stood up`() throws {
        var film = film(hasSound: false)
        let header = try #require(Self.place(of: "tkhd", in: film))
        // The matrix of a quarter turn: 0 1 0, -1 0 0.
        let matrix = header + 4 + 40
        film.replaceSubrange(
            matrix..<(matrix + 20), with: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0])
        #expect(MP4.Facts(of: film)?.size == Dimensions(width: 1280, height: 720))
    }

    @Test func `what is no film says nothing`() {
        #expect(MP4.Facts(of: []) == nil)
        #expect(MP4.Facts(of: Array("a red kite above a green hill".utf8)) == nil)
    }

    @Test func `however a film is cut or damaged, reading it ends`() throws {
        let whole = film(hasSound: true)
        let head = try #require(Self.place(of: "mdat", in: whole))
        for count in 0..<head { _ = MP4.Facts(of: Array(whole[..<count])) }
        for index in 0..<head {
            for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
                var damaged = Array(whole[..<head])
                damaged[index] = value
                _ = MP4.Facts(of: damaged)
            }
        }
    }

    private static func place(of name: String, in bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast(4).first { bytes[$0..<($0 + 4)].elementsEqual(name.utf8) }
    }

    private static let picture = Picture(
        width: 641, height: 359, seed: 7, caption: Caption(provider: "getimg", model: "m", prompt: "a red kite"))
    private static let stills: [[UInt8]] = [
        PNG.encode(picture), JPEG.encode(picture), WebP.encode(picture),
        Array("GIF89a".utf8) + [0x81, 0x02, 0x67, 0x01],
        // Lossy, with the two bits of scaling that are no part of a side.
        Array("RIFF....WEBPVP8 ....".utf8) + [0, 0, 0, 0x9D, 0x01, 0x2A, 0x81, 0x42, 0x67, 0x81],
        Array("RIFF....WEBPVP8X....".utf8) + [0, 0, 0, 0, 0x80, 0x02, 0x00, 0x66, 0x01, 0x00],
        // A progressive JPEG behind a comment and a fill byte.
        [0xFF, 0xD8, 0xFF, 0xFE, 0, 4, 1, 2, 0xFF, 0xFF, 0xC2, 0, 17, 8, 0x01, 0x67, 0x02, 0x81],
    ]

    @Test(arguments: stills)
    func `a still says its size in its first bytes`(bytes: [UInt8]) {
        #expect(Dimensions(ofStill: bytes) == Dimensions(width: 641, height: 359))
    }

    @Test(arguments: stills)
    func `however a still is cut or damaged, reading it ends`(bytes: [UInt8]) {
        let head = bytes.prefix(400)
        for count in head.indices { _ = Dimensions(ofStill: Array(head[..<count])) }
        for index in head.indices {
            for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
                var damaged = Array(head)
                damaged[index] = value
                _ = Dimensions(ofStill: damaged)
            }
        }
    }

    @Test func `what is no still has no size`() {
        #expect(Dimensions(ofStill: []) == nil)
        #expect(Dimensions(ofStill: Array("a red kite above a green hill".utf8)) == nil)
        #expect(Dimensions(ofStill: [0xFF, 0xD8, 0xFF, 0xD9]) == nil)
    }

    @Test(arguments: [Seconds(31, over: 10), Seconds(12), Seconds(1, over: 2)])
    func `a sound says how long it plays`(length: Seconds) throws {
        let seconds = Double(length.numerator) / Double(length.denominator)
        let wave = WAV.encode(makeSound(length: length)).whole
        #expect(WAV.seconds(of: wave) == seconds)
        let compressed = try #require(MP3.seconds(of: MP3.encode(makeSound(length: length)).whole))
        // Its frames are 24 ms.
        #expect(compressed >= seconds && compressed < seconds + 0.05)
    }

    @Test func `a sound in frames of one bit rate has the length of its bytes`() {
        // 128 kbit/s at 44.1 kHz, behind a tag of 300 bytes.
        let tag = Array("ID3".utf8) + [4, 0, 0, 0, 0, 2, 44] + [UInt8](repeating: 0, count: 300)
        let sound = tag + [0xFF, 0xFB, 0x90, 0x00] + [UInt8](repeating: 0, count: 32_000 - 4)
        #expect(MP3.seconds(of: sound) == 2)
        #expect(MP3.seconds(of: Array("a red kite".utf8)) == nil)
        #expect(MP3.seconds(of: [0xFF, 0xFB, 0xF0, 0x00]) == nil)
    }

    @Test func `a wave without an end plays as long as its bytes, and one without a rate says nothing`() {
        var wave =
            Array("RIFF\0\0\0\0WAVEfmt ".utf8) + [
                16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0,
            ]
        wave += Array("data".utf8) + [255, 255, 255, 255] + [UInt8](repeating: 0, count: 8_000)
        #expect(WAV.seconds(of: wave) == 0.5)
        for count in wave.indices.prefix(60) { _ = WAV.seconds(of: Array(wave[..<count])) }
        wave.replaceSubrange(28..<32, with: [0, 0, 0, 0])
        #expect(WAV.seconds(of: wave) == nil)
    }
}

extension StreamedFile {
    fileprivate var whole: [UInt8] { bytes(0..<length) }
}
