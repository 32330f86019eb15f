import Testing

@testable import Media

@Suite struct MovieTests {
    @Test(arguments: [(Int.min, Int.max), (0, -3), (1, 3), (4097, 5000)])
    func `a size that cannot be drawn becomes the nearest that can`(size: (Int, Int)) {
        let movie = makeMovie(width: size.0, height: size.1)
        #expect(Movie.sides.contains(movie.width) && Movie.sides.contains(movie.height))
        #expect(movie.width % 2 == 0 && movie.height % 2 == 0)
    }

    @Test func `a duration that cannot be made becomes the nearest that can`() {
        #expect(makeMovie(milliseconds: .min).frameCount == 1)
        #expect(makeMovie(milliseconds: .max).milliseconds == 600_000)
        let caption = Caption(provider: "getimg", model: "m")
        let movie = Movie(width: 64, height: 64, seconds: .max, rate: .fps24, seed: 1, caption: caption)
        #expect(movie.milliseconds == 600_000)
        #expect(movie.duration == 600 * 24000)
    }

    @Test(arguments: [
        (FrameRate.fps24, 8000, 192), (.fps25, 1000, 25), (.fps2997, 30_000, 899), (.fps30, 5500, 165),
        (.fps60, 10_000, 600), (.fps24, 1, 1),
    ])
    func `a movie has the number of frames that comes nearest`(
        example: (rate: FrameRate, milliseconds: Int, frames: Int)
    ) {
        #expect(makeMovie(milliseconds: example.milliseconds, rate: example.rate).frameCount == example.frames)
    }

    @Test func `a rate is a fraction within reason`() {
        #expect(FrameRate(24) == .fps24)
        #expect(FrameRate(30000, 1001) == .fps2997)
        for (numerator, denominator) in [
            (0, 1), (-1, 1), (1, 0), (121, 1), (1, 2), (Int.max, 1), (1, Int.max), (.min, .min),
        ] {
            #expect(FrameRate(numerator, denominator) == nil)
        }
    }

    @Test func `two seeds look different, and so do two prompts`() {
        let file = MP4.encode(makeMovie())
        #expect(file != MP4.encode(makeMovie(seed: 8)))
        #expect(file != MP4.encode(makeMovie(prompt: "a blue kite")))
        #expect(file == MP4.encode(makeMovie()))
    }

    @Test func `the ground has the colours of the still of the same description`() {
        let movie = makeMovie(width: 640, height: 368)
        let (scene, canvas) = (VideoScene(movie), Canvas(movie.picture))
        #expect(canvas.caption?.covers(column: 30, row: 2) == false)
        #expect(scene.cells[2 * scene.columns + 30].colour == VideoColour(canvas.cell(column: 30, row: 2)))
    }
}

@Suite struct VideoSceneTests {
    @Test(arguments: [(2, 2), (16, 16), (18, 34), (40, 16), (256, 144), (320, 192), (854, 480), (1080, 1920)])
    func `after every step the whole frame is as if it were drawn anew`(size: (Int, Int)) {
        let movie = makeMovie(width: size.0, height: size.1, milliseconds: 1500, rate: .fps30)
        var scene = VideoScene(movie)
        for _ in 1..<movie.frameCount {
            let before = scene.cells
            let changes = scene.advance()
            #expect(changes == scene.cells.indices.filter { scene.cells[$0] != before[$0] })
            let anew = scene.cells.indices.map { scene.drawn(column: $0 % scene.columns, row: $0 / scene.columns) }
            #expect(scene.cells == anew)
        }
    }

    @Test func `something moves, and little of the frame`() {
        let movie = makeMovie(width: 1920, height: 1080, milliseconds: 2000)
        var scene = VideoScene(movie)
        for _ in 1..<movie.frameCount { #expect((1...80).contains(scene.advance().count)) }
    }

    @Test(arguments: [(16, 16), (640, 368), (1920, 1080)])
    func `the bar is full in the last frame and not before`(size: (Int, Int)) {
        let movie = makeMovie(width: size.0, height: size.1)
        let (columns, rows) = ((size.0 + 15) / 16, (size.1 + 15) / 16)
        let bar = ProgressBar(columns: columns, rows: rows, movie: movie)
        let last = movie.frameCount - 1
        #expect(bar.filled(frame: last) == (size.0 + 3) / 4)
        #expect(bar.filled(frame: last - 1) < bar.filled(frame: last))
    }

    @Test func `the luma of every cell is within eight bits`() {
        for seed in UInt64(0)..<40 {
            for (width, height) in [(18, 18), (256, 144), (720, 1280)] {
                let scene = VideoScene(makeMovie(width: width, height: height, milliseconds: 1, seed: seed))
                for cell in scene.cells where cell.detail < 0 {
                    #expect((0..<16).allSatisfy { (0...255).contains(cell.luma(block: $0)) })
                }
            }
        }
    }
}

@Suite struct VideoColourTests {
    @Test func `greys have no colour, from black to white`() {
        #expect(VideoColour(.black) == VideoColour(luma: 16, blue: 128, red: 128))
        #expect(VideoColour(.white) == VideoColour(luma: 235, blue: 128, red: 128))
        #expect(VideoColour(Colour(red: 99, green: 99, blue: 99)).blue == 128)
    }

    @Test func `primaries have the values of the standard`() {
        #expect(VideoColour(Colour(red: 255, green: 0, blue: 0)) == VideoColour(luma: 63, blue: 102, red: 240))
        #expect(VideoColour(Colour(red: 0, green: 255, blue: 0)) == VideoColour(luma: 173, blue: 42, red: 26))
        #expect(VideoColour(Colour(red: 0, green: 0, blue: 255)) == VideoColour(luma: 32, blue: 240, red: 118))
    }
}
