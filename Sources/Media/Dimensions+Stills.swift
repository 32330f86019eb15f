extension Dimensions {
    /// Of a PNG, JPEG, WebP or GIF, by its first bytes; nil for anything else. A turn that Exif asks for is not looked at.
    public init?(ofStill bytes: [UInt8]) {
        let reader = ByteReader(bytes)
        if reader.has("\u{89}PNG".unicodeScalars.map { UInt8($0.value) }, at: 0), reader.has("IHDR", at: 12) {
            self.init(reader.big(4, at: 16), reader.big(4, at: 20))
        } else if reader.has([0xFF, 0xD8], at: 0) {
            self.init(jpeg: reader)
        } else if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) {
            self.init(webP: reader)
        } else if reader.has("GIF8", at: 0) {
            self.init(reader.little(2, at: 6), reader.little(2, at: 8))
        } else {
            return nil
        }
    }

    private init?(_ width: Int?, _ height: Int?) {
        guard let width, let height else { return nil }
        self.init(width: width, height: height)
    }

    /// Its segments up to the head of a frame (ITU-T T.81 §B.1.1.3, §B.2.2).
    private init?(jpeg reader: ByteReader) {
        var place = 2
        while let lead = reader.big(1, at: place), lead == 0xFF, let marker = reader.big(1, at: place + 1) {
            switch marker {
            case 0xFF: place += 1
            // They stand alone.
            case 0x01, 0xD0...0xD8: place += 2
            // A frame of any coding; C4, C8 and CC are tables and an extension.
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                self.init(reader.big(2, at: place + 7), reader.big(2, at: place + 5))
                return
            default:
                guard let length = reader.big(2, at: place + 2), length >= 2 else { return nil }
                place += 2 + length
            }
        }
        return nil
    }

    /// The first chunk of each of its three forms (RFC 9649 §2.5 to §2.7).
    private init?(webP reader: ByteReader) {
        if reader.has("VP8X", at: 12) {
            self.init(reader.little(3, at: 24).map { $0 + 1 }, reader.little(3, at: 27).map { $0 + 1 })
        } else if reader.has("VP8L", at: 12), let bits = reader.little(4, at: 21) {
            self.init(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
        } else if reader.has("VP8 ", at: 12) {
            self.init(reader.little(2, at: 26).map { $0 & 0x3FFF }, reader.little(2, at: 28).map { $0 & 0x3FFF })
        } else {
            return nil
        }
    }
}
