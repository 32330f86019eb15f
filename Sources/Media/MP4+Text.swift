extension MP4 {
    /// What the file says about itself, as players and tools read it: the list of items that iTunes made common.
    static func descriptions(of movie: Movie) -> MP4Box {
        let names = ["Software": "\u{A9}too", "Source": "\u{A9}nam", "Description": "desc", "Comment": "\u{A9}cmt"]
        var items: [UInt8] = []
        for (keyword, text) in PNG.descriptions(of: movie.picture) where !text.isEmpty {
            guard let name = names[keyword] else { continue }
            // Type 1 is UTF-8; no locale.
            items += MP4Box(name, MP4Box("data", MP4Box.words([1, 0]), Array(text.utf8)).bytes).bytes
        }
        let handler = MP4Box(full: "hdlr", MP4Box.word(0), Array("mdirappl".utf8), MP4Box.zeros(9))
        return MP4Box("udta", MP4Box(full: "meta", handler.bytes, MP4Box("ilst", items).bytes).bytes)
    }
}
