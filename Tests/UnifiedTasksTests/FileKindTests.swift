import Testing

@testable import UnifiedTasks

@Suite struct FileKindTests {
    /// A box of the ISO base media format that tells brands.
    private static func brands(_ major: String, _ others: String...) -> [UInt8] {
        let text = major + "\0\0\0\0" + others.joined()
        return [0, 0, 0, UInt8(8 + text.utf8.count)] + Array(("ftyp" + text).utf8)
    }

    @Test(arguments: [
        (brands("heic", "mif1", "heic"), "heic"), (brands("mif1", "mif1", "heic"), "heic"),
        (brands("avif", "avif", "mif1"), "avif"), (brands("mif1", "miaf", "avif"), "avif"),
        (brands("mif1", "miaf"), "heif"), (brands("isom", "isom", "avc1"), "mp4"), (brands("mp42", "heic"), "mp4"),
        (brands("qt  ", "qt  "), "mov"), (brands("M4A ", "isom"), "m4a"), (Array("\0\0\0\u{8}ftyp".utf8), "mp4"),
        (Array("<?xml version=\"1.0\"?>\n<!-- a kite -->\n<svg xmlns=\"x\"/>".utf8), "svg"),
        (Array("\n<SVG/>".utf8), "svg"),
        (Array("<html><svg/></html>".utf8), "bin"), (Array("a < b <svg".utf8), "bin"), ([], "bin"),
    ])
    func `bytes without a word beside them tell what they are`(bytes: [UInt8], ending: String) {
        #expect(FileKind(contentType: "", name: "", bytes: bytes).ending == ending)
    }

    @Test(arguments: [
        ("image/heic", "heic"), ("image/avif", "avif"), ("image/svg+xml", "svg"), ("text/plain; charset=utf-8", "txt"),
        ("application/pdf", "png"),
    ])
    func `what its sender says comes before the name, and both before the bytes`(type: String, ending: String) {
        let kind = FileKind(contentType: type, name: "kite.png", bytes: Self.brands("isom"))
        #expect(kind.ending == ending)
    }
}
