import Testing

@testable import Media

@Suite struct PNGTests {
    static let sizes = [
        (1, 1), (1, 2), (2, 1), (15, 15), (16, 16), (17, 33), (31, 16), (32, 16), (33, 17), (48, 32), (64, 64),
        (65, 63),
        (100, 60), (255, 257), (512, 1), (1, 512), (512, 384), (800, 450),
    ]

    @Test(arguments: sizes, [false, true])
    func `a picture reads back pixel by pixel`(size: (Int, Int), alpha: Bool) throws {
        let picture = make(width: size.0, height: size.1, alpha: alpha)
        let decoded = try DecodedPNG(PNG.encode(picture))
        #expect(decoded.width == size.0)
        #expect(decoded.height == size.1)
        #expect(decoded.channels == (alpha ? 4 : 3))
        #expect(decoded.samples == samples(of: Canvas(picture)))
    }

    @Test(arguments: [(8192, 1), (1, 8192), (4096, 16), (2048, 2048)])
    func `a large picture has the size that was asked for`(size: (Int, Int)) throws {
        let decoded = try DecodedPNG(PNG.encode(make(width: size.0, height: size.1)))
        #expect((decoded.width, decoded.height) == size)
    }

    @Test func `the largest picture is made without a trap`() {
        #expect(PNG.encode(make(width: 8192, height: 8192, alpha: true)).count > 100_000)
    }

    @Test(arguments: [(0, 0), (-1, 5), (Int.min, Int.max), (8193, 1)])
    func `a size that cannot be drawn becomes the nearest that can`(size: (Int, Int)) {
        let picture = make(width: size.0, height: size.1)
        #expect(Picture.sides.contains(picture.width))
        #expect(Picture.sides.contains(picture.height))
    }

    @Test func `the same description gives the same bytes`() {
        #expect(PNG.encode(make(seed: 7)) == PNG.encode(make(seed: 7)))
    }

    @Test func `two seeds look different all over`() throws {
        let first = try DecodedPNG(PNG.encode(make(seed: 1)))
        let second = try DecodedPNG(PNG.encode(make(seed: 2)))
        let equal = zip(first.samples, second.samples).count { $0 == $1 }
        #expect(equal < first.samples.count / 4)
    }

    @Test func `two prompts with one seed differ in the caption alone`() {
        let first = Canvas(make(prompt: "a red kite"))
        let second = Canvas(make(prompt: "a blue kite"))
        let differing = (0..<first.height).filter { y in
            (0..<first.width).contains { first.colour(x: $0, y: y) != second.colour(x: $0, y: y) }
        }
        #expect(!differing.isEmpty)
        #expect(differing.allSatisfy { first.caption?.covers(y: $0) == true })
    }

    @Test func `a transparent picture is clear in the corners and solid in the middle`() throws {
        let decoded = try DecodedPNG(PNG.encode(make(width: 512, height: 512, alpha: true)))
        #expect(decoded.pixel(x: 0, y: 0) == [0, 0, 0, 0])
        #expect(decoded.pixel(x: 511, y: 0) == [0, 0, 0, 0])
        #expect(decoded.pixel(x: 256, y: 200)[3] == 255)
    }

    @Test func `an opaque picture carries no alpha channel`() throws {
        #expect(try DecodedPNG(PNG.encode(make(alpha: false))).channels == 3)
    }
}

func make(
    width: Int = 256, height: Int = 192, seed: UInt64 = 42, prompt: String = "a red kite over a harbour",
    alpha: Bool = false,
    references: Int = 0, aspectRatio: String? = nil
) -> Picture {
    let caption = Caption(
        provider: "getimg", model: "seedream-5-lite", prompt: prompt, index: 2, count: 3, references: references,
        aspectRatio: aspectRatio)
    return Picture(width: width, height: height, seed: seed, caption: caption, alpha: alpha)
}

/// The intended picture, pixel by pixel.
func samples(of canvas: Canvas) -> [UInt8] {
    (0..<canvas.height).flatMap { y in
        (0..<canvas.width).flatMap { x in
            let colour = canvas.colour(x: x, y: y)
            let channels = [colour.red, colour.green, colour.blue]
            return canvas.alpha ? channels + [colour.alpha] : channels
        }
    }
}
