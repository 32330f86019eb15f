import Testing

@testable import Media

@Suite struct JPEGTests {
    @Test(arguments: PNGTests.sizes.filter { $0.0 * $0.1 < 100_000 }, [false, true])
    func `a cell without a caption has exactly the levels of its colour`(size: (Int, Int), alpha: Bool) throws {
        let picture = make(width: size.0, height: size.1, alpha: alpha)
        let canvas = Canvas(picture)
        let decoded = try DecodedJPEG(JPEG.encode(picture))
        #expect((decoded.width, decoded.height) == size)
        for row in 0..<canvas.rows {
            for column in 0..<canvas.columns where canvas.caption?.covers(column: column, row: row) != true {
                let levels = expected(canvas.cell(column: column, row: row))
                for (component, level) in zip(decoded.components, levels) {
                    let across = 8 * component.across
                    let cell = component.rows[(row * across)..<((row + 1) * across)]
                        .flatMap { $0[(column * across)..<((column + 1) * across)] }
                    #expect(cell.allSatisfy { $0 == level })
                }
            }
        }
    }

    @Test(arguments: [(64, 64), (255, 257)], [1, 7, UInt64.max])
    func `no luma sample of a caption is off by more than twelve, nor by more than two on average`(
        size: (Int, Int), seed: UInt64
    ) throws {
        let picture = make(width: size.0, height: size.1, seed: seed)
        let canvas = Canvas(picture)
        let luma = try DecodedJPEG(JPEG.encode(picture)).components[0].rows
        let off = (0..<canvas.height).flatMap { y in
            (0..<canvas.width).map { x in abs(Int(luma[y][x]) - Int(expected(canvas.colour(x: x, y: y))[0])) }
        }
        #expect(off.allSatisfy { $0 <= 12 })
        #expect(off.reduce(0, +) <= 2 * off.count)
    }

    @Test(arguments: [1, 7, UInt64.max])
    func `a colour difference of a caption is that of two by two pixels within twelve`(seed: UInt64) throws {
        let canvas = Canvas(make(seed: seed))
        let components = try DecodedJPEG(JPEG.encode(make(seed: seed))).components
        for y in 0..<(canvas.height / 2) {
            for x in 0..<(canvas.width / 2) {
                let pixels = [(0, 0), (1, 0), (0, 1), (1, 1)].map {
                    expected(canvas.colour(x: 2 * x + $0.0, y: 2 * y + $0.1))
                }
                for index in [1, 2] {
                    let mean = pixels.reduce(0) { $0 + Int($1[index]) } / 4
                    #expect(abs(Int(components[index].rows[y][x]) - mean) <= 12)
                }
            }
        }
    }

    @Test(arguments: [(8192, 1), (1, 8192), (8192, 32)])
    func `a long picture has the size that was asked for`(size: (Int, Int)) throws {
        let decoded = try DecodedJPEG(JPEG.encode(make(width: size.0, height: size.1)))
        #expect((decoded.width, decoded.height) == size)
    }

    @Test func `the largest picture is made without a trap`() {
        #expect(JPEG.encode(make(width: 8192, height: 8192)).count > 100_000)
    }

    @Test(arguments: [(0, 0), (-1, 5), (Int.min, Int.max), (8193, 1)])
    func `a size that cannot be drawn becomes the nearest that can`(size: (Int, Int)) {
        #expect(!JPEG.encode(make(width: size.0, height: size.1)).isEmpty)
    }

    @Test func `what is transparent in other formats is white`() throws {
        let decoded = try DecodedJPEG(JPEG.encode(make(width: 512, height: 512, alpha: true)))
        #expect(decoded.components.map { $0.rows[0][0] } == [255, 128, 128])
    }

    @Test func `the comment says what made the file and for whom`() throws {
        let comments = try DecodedJPEG(JPEG.encode(make(prompt: "凧 a\u{0}b"))).comments
        let text = """
            Software: Understudy
            Source: getimg seedream-5-lite
            Description: 凧 a b
            Comment: 256×192, seed 42, 2 of 3
            """
        #expect(comments == [Array(text.utf8)])
    }

    @Test func `a long prompt goes on in the next comment, with no character cut in two`() throws {
        let comments = try DecodedJPEG(JPEG.encode(make(prompt: String(repeating: "凧🪁x", count: 20_000)))).comments
        #expect(comments.count == 3)
        #expect(comments.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
        let whole = String(decoding: comments.joined(), as: UTF8.self)
        #expect(whole.contains("Description: " + String(repeating: "凧🪁x", count: 20_000) + "\n"))
    }

    @Test func `every block of extreme samples has coefficients that the tables can code`() {
        // Each basis function at full swing gives the largest coefficient there can be at its place.
        for u in 0..<8 {
            for v in 0..<8 {
                let block = blockAtFullSwing(u: u, v: v)
                let coefficients = JPEG.coefficients(of: block)
                for line in 0..<8 {
                    for place in 0..<8 { #expect(abs(coefficients[line][place]) < 256) }
                }
            }
        }
        let codes = JPEG.HuffmanTable.ac.codes
        #expect((0..<16).allSatisfy { run in (1...8).allSatisfy { codes[run << 4 | $0].count > 0 } })
        #expect(codes[0].count == 1 && codes[0xF0].count > 0)
        #expect(codes.allSatisfy { $0.count <= 16 })
    }

    private func blockAtFullSwing(u: Int, v: Int) -> JPEG.Block {
        var block = JPEG.Block(repeating: .zero)
        for y in 0..<8 {
            for x in 0..<8 {
                // The sign of cos((2n + 1)kπ/16).
                let turns = [(2 * x + 1) * u, (2 * y + 1) * v].map { ($0 + 8) / 16 % 2 }
                block[y][x] = turns[0] == turns[1] ? 127 : -128
            }
        }
        return block
    }

    /// Y, Cb and Cr by the formulas of JFIF, on white, in floating point.
    private func expected(_ colour: Colour) -> [UInt8] {
        let alpha = Double(colour.alpha) / 255
        let channels = [colour.red, colour.green, colour.blue].map {
            (Double($0) * alpha + 255 * (1 - alpha)).rounded()
        }
        let (r, g, b) = (channels[0], channels[1], channels[2])
        let luma = 0.299 * r + 0.587 * g + 0.114 * b
        // A half goes down: 255.5 has no place in a byte.
        return [luma + 0.5, 128 + (b - luma) / 1.772 + 0.49999, 128 + (r - luma) / 1.402 + 0.49999].map { UInt8($0) }
    }
}
