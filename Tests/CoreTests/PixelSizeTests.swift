import Core
import Testing

@Suite struct PixelSizeTests {
    /// The check values of openrouter.md §3.1.2.
    @Test(arguments: [
        ("1:1", 512, 512, 512), ("1:1", 4096, 4096, 4096), ("2:3", 1024, 832, 1248), ("3:2", 2048, 2512, 1680),
        ("3:4", 512, 448, 592), ("4:3", 4096, 4736, 3552), ("4:5", 1024, 912, 1152), ("5:4", 2048, 2288, 1824),
        ("9:16", 1024, 768, 1360), ("16:9", 512, 688, 384), ("21:9", 4096, 6256, 2688), ("9:19.5", 1024, 688, 1504),
    ])
    func `a still has about as many pixels as its square`(ratio: String, edge: Int, width: Int, height: Int) throws {
        let ratio = try #require(AspectRatio(parsing: ratio))
        #expect(PixelSize.still(edge: edge, ratio: ratio) == PixelSize(width: width, height: height))
    }

    /// The examples of getimg.md §3.3.
    @Test(arguments: [
        ("16:9", 480, 854, 480), ("9:16", 720, 720, 1280), ("1:1", 1080, 1080, 1080), ("21:9", 1080, 2520, 1080),
        ("16:9", 1080, 1920, 1080),
    ])
    func `a video's short edge is what its name says`(ratio: String, edge: Int, width: Int, height: Int) throws {
        let ratio = try #require(AspectRatio(parsing: ratio))
        #expect(PixelSize.video(shortEdge: edge, ratio: ratio) == PixelSize(width: width, height: height))
    }

    @Test(arguments: [
        "", "16", "16:", ":9", "16:9:1", "16x9", "0:9", "-16:9", "+16:9", "1e3:9", "inf:1", "1001:1", "1..2:1", " 16:9",
        ".5:1",
    ])
    func `what is no ratio is none`(text: String) {
        #expect(AspectRatio(parsing: text) == nil)
    }

    @Test(arguments: [Int.min, 0, Int.max])
    func `no edge is too small or too large to give a size`(edge: Int) throws {
        let ratio = try #require(AspectRatio(parsing: "1000:1"))
        #expect(PixelSize.still(edge: edge, ratio: ratio).height >= 16)
        #expect(PixelSize.video(shortEdge: edge, ratio: ratio).width <= 16_384_000)
    }
}
