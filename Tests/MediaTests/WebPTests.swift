import Testing

@testable import Media

@Suite struct WebPTests {
    @Test(arguments: PNGTests.sizes, [false, true])
    func `a picture reads back pixel by pixel`(size: (Int, Int), alpha: Bool) throws {
        let picture = make(width: size.0, height: size.1, alpha: alpha)
        let decoded = try DecodedWebP(WebP.encode(picture))
        #expect((decoded.width, decoded.height) == size)
        #expect(decoded.hasAlpha == alpha)
        #expect(decoded.pixels.allSatisfy { alpha || $0[3] == 255 })
        #expect(decoded.pixels.flatMap { $0.prefix(alpha ? 4 : 3) } == samples(of: Canvas(picture)))
    }

    @Test(arguments: [0, 1, 7, UInt64.max])
    func `every seed reads back`(seed: UInt64) throws {
        let picture = make(width: 200, height: 150, seed: seed)
        #expect(try DecodedWebP(WebP.encode(picture)).pixels.flatMap { $0.prefix(3) } == samples(of: Canvas(picture)))
    }

    @Test(arguments: [(8192, 1), (1, 8192), (8192, 16)])
    func `a long picture has the size that was asked for`(size: (Int, Int)) throws {
        let decoded = try DecodedWebP(WebP.encode(make(width: size.0, height: size.1)))
        #expect((decoded.width, decoded.height) == size)
    }

    @Test func `the largest picture is made without a trap`() {
        #expect(WebP.encode(make(width: 8192, height: 8192, alpha: true)).count > 100_000)
    }

    @Test(arguments: [(0, 0), (-1, 5), (Int.min, Int.max), (8193, 1)])
    func `a size that cannot be drawn becomes the nearest that can`(size: (Int, Int)) {
        #expect(!WebP.encode(make(width: size.0, height: size.1)).isEmpty)
    }

    @Test func `a file holds the picture and what it was made for`() throws {
        let picture = Picture(
            width: 64, height: 64, seed: 7,
            caption: Caption(provider: "getimg", model: "m", prompt: "a <red> & \"blue\" kite\u{1}"))
        let file = WebP.encode(picture)
        #expect(try DecodedWebP(file).chunkNames == ["VP8X", "VP8L", "XMP "])
        let text = String(decoding: file, as: UTF8.self)
        #expect(text.contains("a &lt;red&gt; &amp; &quot;blue&quot; kite <"))
        #expect(text.contains("getimg m"))
    }
}
