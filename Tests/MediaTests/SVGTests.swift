import Digests
import Foundation
import Media
import Testing

@Suite struct SVGTests {
    private func text(_ width: Int, _ height: Int, prompt: String = "a boat", seed: UInt64 = 7) -> String {
        String(
            decoding: SVG.encode(
                Picture(
                    width: width, height: height, seed: seed,
                    caption: Caption(provider: "openrouter", model: "quiverai/arrow-1.1", prompt: prompt))),
            as: UTF8.self)
    }

    @Test(arguments: [(1, 1), (17, 33), (1024, 1024), (5456, 3072)])
    func `the size is the one that was asked for`(width: Int, height: Int) {
        #expect(text(width, height).contains("width=\"\(width)\" height=\"\(height)\""))
    }

    @Test func `a caption stays text, whatever is in it`() {
        let svg = text(800, 600, prompt: "</svg> & \"Zoë\" <script>")
        #expect(svg.contains("<desc>&lt;/svg&gt; &amp; &quot;Zoë&quot; &lt;script&gt;</desc>"))
        #expect(!svg.contains("<script>"))
    }

    /// A reader of XML takes a bare carriage return for a line feed (XML 1.0 §2.11).
    @Test func `every line break of a prompt is read back as it was`() {
        let prompt = "a\rb\r\nc\n\td"
        let caption = Caption(provider: "openrouter", model: "m", prompt: prompt)
        let webp = WebP.encode(Picture(width: 8, height: 8, seed: 7, caption: caption))
        for file in [text(800, 600, prompt: prompt), String(decoding: webp, as: UTF8.self)] {
            #expect(file.contains(">a&#13;b&#13;\nc\n\td</"))
        }
    }

    @Test func `the seed decides the colours, and the same seed gives the same bytes`() {
        #expect(text(640, 480) == text(640, 480))
        #expect(text(640, 480) != text(640, 480, seed: 8))
    }

    @Test func `the bytes are those that every build makes`() throws {
        #expect(
            Hex.encode(SHA256.hash(Array(text(640, 480).utf8)))
                == "b3e5f6c7df2e4052bffe14b82d331d782ca41c7264e3b58a943dff461efc452b")
    }
}
