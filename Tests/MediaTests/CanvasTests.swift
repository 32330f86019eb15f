import Testing

@testable import Media

@Suite struct CanvasTests {
    @Test(arguments: [(1, 1), (17, 33), (64, 64), (250, 190), (800, 450)])
    func `the runs of a row are the row`(size: (Int, Int)) {
        let canvas = Canvas(make(width: size.0, height: size.1))
        var runs: [Canvas.Run] = []
        for y in 0..<canvas.height {
            canvas.readRow(y, into: &runs)
            let row = runs.flatMap { Array(repeating: $0.colour, count: $0.length) }
            #expect(row == (0..<canvas.width).map { canvas.colour(x: $0, y: y) })
            #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.colour != $1.colour })
        }
    }

    @Test(arguments: [(1, 1), (17, 33), (64, 64), (250, 190), (800, 450)])
    func `rows that are said to be alike are`(size: (Int, Int)) {
        let canvas = Canvas(make(width: size.0, height: size.1))
        var y = 0
        while y < canvas.height {
            let count = canvas.rowsAlike(from: y)
            let first = (0..<canvas.width).map { canvas.colour(x: $0, y: y) }
            for other in y..<(y + count) {
                #expect((0..<canvas.width).map { canvas.colour(x: $0, y: other) } == first)
            }
            y += count
        }
        #expect(y == canvas.height)
    }

    @Test func `a cell without ink is one colour`() {
        let canvas = Canvas(make(width: 512, height: 512))
        for y in 0..<512 {
            for x in 0..<512 where canvas.caption?.ink(x: x, y: y) == nil {
                #expect(canvas.colour(x: x, y: y) == canvas.cell(column: x / 16, row: y / 16))
            }
        }
    }

    @Test func `every hue is a colour at full saturation and grey at none`() {
        for hue in stride(from: -Colour.hues, to: 2 * Colour.hues, by: 17) {
            let full = Colour(hue: hue, saturation: 255, value: 255)
            #expect(max(full.red, full.green, full.blue) == 255)
            #expect(min(full.red, full.green, full.blue) == 0)
            #expect(Colour(hue: hue, saturation: 0, value: 99) == Colour(red: 99, green: 99, blue: 99))
        }
    }

    @Test func `the numbers of a seed are those of SplitMix64`() {
        // The first outputs of the published reference code for the seed 1234567.
        var stream = SeedStream(seed: 1_234_567)
        #expect(stream.next() == 6_457_827_717_110_365_317)
        #expect(stream.next() == 3_203_168_211_198_807_973)
    }
}
