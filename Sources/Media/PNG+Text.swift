extension PNG {
    /// What the file says about itself, under the keywords that the specification registers.
    static func descriptions(of picture: Picture) -> [(keyword: String, text: String)] {
        let caption = picture.caption
        var comment = "\(picture.width)×\(picture.height), seed \(picture.seed), \(caption.index) of \(caption.count)"
        if let preview = caption.preview { comment += ", preview \(preview)" }
        if let ratio = caption.aspectRatio { comment += ", aspect ratio \(ratio)" }
        if caption.references > 0 { comment += ", references \(caption.references)" }
        return [
            ("Software", "Understudy"),
            ("Source", "\(caption.provider) \(caption.model)"),
            ("Description", caption.prompt),
            ("Comment", comment),
        ]
    }

    /// `tEXt` holds Latin-1; any other text goes into `iTXt`, which holds UTF-8. Neither may hold a NUL.
    static func textChunk(_ keyword: String, _ text: String) -> [UInt8] {
        if text.unicodeScalars.allSatisfy(isLatin) {
            return chunk("tEXt") + Array(keyword.utf8) + [0]
                + text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        }
        // Not compressed, no language, no translated keyword.
        return chunk("iTXt") + Array(keyword.utf8) + [0, 0, 0, 0, 0] + withoutNull(text)
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x20...0x7E, 0xA0...0xFF: true
        default: false
        }
    }

    private static func withoutNull(_ text: String) -> [UInt8] {
        Array(text.utf8.map { $0 == 0 ? UInt8(ascii: " ") : $0 })
    }
}
