import Testing

@testable import Media

@Suite struct CaptionTests {
    @Test func `a caption names provider, model, size, seed, number, ratio, references and prompt in this order`() {
        let lines = text(of: make(width: 1024, height: 1024, seed: 7, references: 2, aspectRatio: "1:1"))
        #expect(
            lines == [
                "getimg", "seedream-5-lite", "1024×1024  seed 7", "2 of 3  1:1  from 2 references",
                "a red kite over a harbour",
            ])
    }

    @Test func `a single reference is spoken of in the singular`() {
        #expect(text(of: make(references: 1)).contains("2 of 3  from 1 reference"))
    }

    @Test func `what the font cannot draw appears as code points`() {
        #expect(text(of: make(prompt: "café 凧🪁")).last == "caf U+00E9 U+51E7 U+1FA81")
    }

    @Test func `a prompt that is too long ends in dots after six lines`() {
        let lines = text(of: make(width: 1024, height: 1024, prompt: String(repeating: "kite ", count: 200)))
        #expect(lines.count == 4 + 6)
        #expect(lines.last?.hasSuffix("...") == true)
    }

    @Test func `a word longer than a line is cut where the line ends`() {
        let prompt = String(repeating: "x", count: 30)
        let lines = CaptionText(make(prompt: prompt), columns: 20, rows: 20).lines.map(\.glyphs.count)
        #expect(lines.suffix(2) == [20, 10])
        #expect(lines.allSatisfy { $0 <= 20 })
    }

    @Test(arguments: [(1, 1), (16, 16), (17, 33), (31, 400)])
    func `a picture under two cells wide has no caption`(size: (Int, Int)) {
        #expect(Canvas(make(width: size.0, height: size.1)).caption == nil)
    }

    @Test(arguments: [(32, 16), (64, 64), (8192, 16), (32, 8192), (1024, 1024), (1920, 1080)])
    func `the caption covers whole cells inside the picture`(size: (Int, Int)) throws {
        let canvas = Canvas(make(width: size.0, height: size.1))
        let box = try #require(canvas.caption)
        let columns = (0..<canvas.columns).filter { box.covers(x: $0 * Canvas.cell) }
        let rows = (0..<canvas.rows).filter { box.covers(y: $0 * Canvas.cell) }
        #expect(!columns.isEmpty && !rows.isEmpty)
        #expect(try #require(columns.last) < size.0 / Canvas.cell)
        #expect(try #require(rows.last) < size.1 / Canvas.cell)
    }

    @Test func `the letters stand on the panel as they stand in the font`() throws {
        let canvas = Canvas(make())
        let box = try #require(canvas.caption)
        let rows = (0..<canvas.height).filter { box.covers(y: $0) }.map { y in
            String((20..<56).map { box.ink(x: $0, y: y) == nil ? "." : "#" })
        }
        let top = try #require(rows.firstIndex { $0.contains("#") })
        #expect(
            rows[top..<(top + 8)] == [
                ".............#......#...............",
                ".............#......................",
                ".####..###..###....##...##.#...####.",
                "#...#.#...#..#......#...#.#.#.#...#.",
                "#...#.#####..#......#...#.#.#.#...#.",
                ".####.#......#..#...#...#.#.#..####.",
                "....#..###....##...###..#.#.#.....#.",
                ".###...........................###..",
            ])
    }

    @Test func `every printable character has a drawing of its own`() {
        let drawings = (0...Font.times).map { glyph in
            (0..<Font.glyphHeight).flatMap { row in
                (0..<Font.glyphWidth).map { Font.hasInk(glyph, column: $0, row: row) }
            }
        }
        #expect(drawings.count == 96)
        #expect(drawings.count { !$0.contains(true) } == 1)  // the space
        #expect(Set(drawings).count == 95)  // × is drawn as x
    }

    private func text(of picture: Picture) -> [String] {
        CaptionText(picture, columns: 48, rows: 18).lines.map { line in
            String(
                String.UnicodeScalarView(
                    line.glyphs.map { $0 == Font.times ? "×" : Unicode.Scalar($0 + 0x20) }))
        }
    }
}
