import Testing

@testable import Media

@Suite struct MP4BoxTests {
    @Test func `the tables come before the data and every box ends where it says`() {
        let boxes = BoxReader(MP4.encode(makeMovie(hasSound: true), sound: silentSound()))
        #expect(boxes.boxes.filter { !$0.path.contains(".") }.map(\.path) == ["ftyp", "moov", "mdat"])
        #expect(!boxes.boxes.contains { $0.path.contains("!") })
    }

    @Test(arguments: [false, true])
    func `the samples of all tracks fill the data without a gap`(hasSound: Bool) {
        let movie = makeMovie(milliseconds: 3300, rate: .fps25, hasSound: hasSound)
        let boxes = BoxReader(MP4.encode(movie, sound: silentSound()))
        let samples = (0..<(hasSound ? 2 : 1)).flatMap { boxes.samples(track: $0) }
        let ranges = samples.map { ($0.startIndex, $0.endIndex) }.sorted { $0.0 < $1.0 }
        #expect(ranges.first?.0 == boxes.all("mdat")[0].lowerBound)
        #expect(ranges.last?.1 == boxes.bytes.count)
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.1 == $1.0 })
    }

    @Test func `a sample is one unit with its length before it and no start code in it`() {
        let boxes = BoxReader(MP4.encode(makeMovie(width: 854, height: 480, milliseconds: 2100)))
        for (index, sample) in boxes.samples(track: 0).enumerated() {
            #expect(boxes.word(sample.startIndex) == sample.count - 4)
            #expect(sample[sample.startIndex + 4] == (index % 48 == 0 ? 0x65 : 0x41))
            let unit = Array(sample.dropFirst(4))
            let triples = unit.indices.dropFirst(2).filter { unit[$0 - 2] == 0 && unit[$0 - 1] == 0 && unit[$0] < 3 }
            #expect(triples.isEmpty)
            #expect(unit.last != 0)
        }
    }

    @Test(arguments: [(FrameRate.fps24, 48), (.fps25, 50), (.fps2997, 59), (.fps30, 60), (.fps60, 120)])
    func `a frame stands alone every two seconds`(example: (rate: FrameRate, interval: Int)) {
        let movie = makeMovie(width: 32, height: 32, milliseconds: 6500, rate: example.rate)
        let boxes = BoxReader(MP4.encode(movie))
        let keys = Array(boxes.words("moov.trak.mdia.minf.stbl.stss").dropFirst())
        #expect(keys == stride(from: 1, through: movie.frameCount, by: example.interval).map { $0 })
    }

    @Test func `the edit list leaves the priming out and lasts as long as the movie`() {
        let movie = makeMovie(milliseconds: 8000, hasSound: true)
        let boxes = BoxReader(MP4.encode(movie, sound: silentSound()))
        #expect(boxes.words("moov.trak.edts.elst", track: 0) == [1, 192_000, 0, 0x10000])
        #expect(boxes.words("moov.trak.edts.elst", track: 1) == [1, 192_000, 1024, 0x10000])
        // 376 frames: priming and 384,000 samples are 376 times 1024.
        #expect(boxes.words("moov.trak.mdia.minf.stbl.stts", track: 1) == [1, 376, 1024])
        #expect(boxes.samples(track: 1).allSatisfy { Array($0) == silentSound().frames[0] })
    }

    @Test func `the last frame of sound is cut where the movie ends`() {
        let movie = makeMovie(milliseconds: 1000, hasSound: true)
        let boxes = BoxReader(MP4.encode(movie, sound: silentSound(sampleRate: 44100)))
        // 1024 + 44100 = 44 · 1024 + 68.
        #expect(boxes.words("moov.trak.mdia.minf.stbl.stts", track: 1) == [2, 44, 1024, 1, 68])
    }

    @Test func `frames of sound are used in turn`() {
        let movie = makeMovie(milliseconds: 500, hasSound: true)
        var sound = silentSound()
        sound.frames = [[1], [2, 2], [3, 3, 3]]
        let boxes = BoxReader(MP4.encode(movie, sound: sound))
        #expect(boxes.samples(track: 1).prefix(7).map(\.count) == [1, 2, 3, 1, 2, 3, 1])
    }

    @Test func `a track of sound that is too short says so, and one with nothing in it is left out`() {
        let movie = makeMovie(milliseconds: 8000, hasSound: true)
        let short = BoxReader(MP4.encode(movie, sound: silentSound(frameCount: 11)))
        #expect(short.words("moov.trak.edts.elst", track: 1)[1] == 10 * 1024 / 2)
        var broken = silentSound()
        broken.frames = []
        for sound in [silentSound(frameCount: 1), silentSound(frameCount: -1), broken, nil] {
            #expect(BoxReader(MP4.encode(movie, sound: sound)).all("moov.trak").count == 1)
        }
    }

    @Test func `a movie without sound has no track of it`() {
        let isEqual = MP4.encode(makeMovie(), sound: silentSound()) == MP4.encode(makeMovie())
        #expect(isEqual)
    }

    @Test func `the whole prompt stands in the file`() {
        let prompt = String(repeating: "凧 kite ", count: 400)
        let boxes = BoxReader(MP4.encode(makeMovie(prompt: prompt)))
        let content = boxes.all("moov.udta.meta.ilst.desc")
        #expect(content.count == 1)
        #expect(content.allSatisfy { Array(boxes.bytes[$0].dropFirst(16)) == Array(prompt.utf8) })
    }

    @Test(arguments: [
        (64, 64, FrameRate.fps24, 30), (1280, 720, .fps30, 31), (1920, 1080, .fps24, 40), (1920, 1080, .fps60, 42),
        (2520, 1080, .fps24, 50), (3840, 2160, .fps30, 51), (4096, 2160, .fps60, 52), (4096, 4096, .fps60, 60),
        (4096, 16, .fps24, 40),
    ])
    func `the level is the lowest that allows the size and the rate`(
        example: (width: Int, height: Int, rate: FrameRate, level: UInt8)
    ) {
        let (columns, rows) = ((example.width + 15) / 16, (example.height + 15) / 16)
        #expect(H264.Level.lowest(columns: columns, rows: rows, rate: example.rate) == example.level)
    }
}
