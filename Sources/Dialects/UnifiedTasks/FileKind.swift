/// What a file that was handed in is: media and plain text go out under their own type, everything else as plain bytes.
struct FileKind: Equatable {
    var contentType: String
    var ending: String

    static let unknown = FileKind(contentType: "application/octet-stream", ending: "bin")

    private static let all = [
        FileKind(contentType: "image/png", ending: "png"), FileKind(contentType: "image/jpeg", ending: "jpg"),
        FileKind(contentType: "image/webp", ending: "webp"), FileKind(contentType: "image/gif", ending: "gif"),
        FileKind(contentType: "image/heic", ending: "heic"), FileKind(contentType: "image/heif", ending: "heif"),
        FileKind(contentType: "image/avif", ending: "avif"), FileKind(contentType: "image/svg+xml", ending: "svg"),
        FileKind(contentType: "text/plain", ending: "txt"),
        FileKind(contentType: "video/mp4", ending: "mp4"), FileKind(contentType: "video/quicktime", ending: "mov"),
        FileKind(contentType: "video/webm", ending: "webm"), FileKind(contentType: "audio/mpeg", ending: "mp3"),
        FileKind(contentType: "audio/wav", ending: "wav"), FileKind(contentType: "audio/ogg", ending: "ogg"),
        FileKind(contentType: "audio/mp4", ending: "m4a"), FileKind(contentType: "audio/flac", ending: "flac"),
    ]

    /// Other names of the same.
    private static let aliases = [
        "jpeg": "jpg", "image/jpg": "image/jpeg", "audio/x-wav": "audio/wav", "audio/mp3": "audio/mpeg",
    ]

    init(contentType: String, ending: String) {
        self.contentType = contentType
        self.ending = ending
    }

    /// nil for an ending that no kind of media has.
    init?(ending: some StringProtocol) {
        let ending = ending.lowercased()
        let wanted = Self.aliases[ending] ?? ending
        guard let known = Self.all.first(where: { $0.ending == wanted }) else { return nil }
        self = known
    }

    /// By what its sender says, else by its name, else by its first bytes.
    init(contentType: String, name: String, bytes: [UInt8]) {
        let type = contentType.prefix { $0 != ";" }.lowercased()
        let wanted = Self.aliases[type] ?? type
        self =
            Self.all.first { $0.contentType == wanted } ?? FileKind(ending: lastEnding(of: name[...]))
            ?? FileKind(bytes) ?? .unknown
    }

    private init?(_ bytes: [UInt8]) {
        func says(_ text: String, at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).prefix(text.utf8.count).elementsEqual(text.utf8)
        }
        let ending: String? =
            if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
                "png"
            } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
                "jpg"
            } else if says("RIFF") {
                says("WEBP", at: 8) ? "webp" : says("WAVE", at: 8) ? "wav" : nil
            } else if says("ftyp", at: 4) {
                Self.ending(ofBrands: bytes)
            } else if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
                "webm"
            } else if Self.isSVG(bytes) {
                "svg"
            } else if says("GIF8") {
                "gif"
            } else if says("OggS") {
                "ogg"
            } else if says("fLaC") {
                "flac"
            } else if says("ID3") || (bytes.first == 0xFF && bytes.dropFirst().first.map { $0 & 0xE0 == 0xE0 } == true)
            {
                "mp3"
            } else {
                nil
            }
        guard let ending else { return nil }
        self.init(ending: ending)
    }

    /// Of the ISO base media format: by its major brand, and for a general one of pictures by the first of the others that says more.
    private static func ending(ofBrands bytes: [UInt8]) -> String {
        let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let end = min(max(12, length), bytes.count, 256)
        // The major brand, four bytes of its version, and those that it is compatible with.
        let places = [8] + Array(stride(from: 16, to: end - 3, by: 4))
        let brands = places.map { String(decoding: bytes.dropFirst($0).prefix(4), as: UTF8.self) }
        let isGeneralPicture = brands.first == "mif1" || brands.first == "msf1"
        for brand in isGeneralPicture ? brands : Array(brands.prefix(1)) {
            switch brand {
            case "avif", "avis": return "avif"
            case "heic", "heix", "heim", "heis", "hevc", "hevx": return "heic"
            case "qt  ": return "mov"
            case "M4A ", "M4B ": return "m4a"
            default: continue
            }
        }
        return isGeneralPicture ? "heif" : "mp4"
    }

    /// A text that begins with its root element, behind a declaration and comments at most.
    private static func isSVG(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) && $0 < 0x80 }), first == UInt8(ascii: "<")
        else {
            return false
        }
        let text = String(decoding: bytes.prefix(1_024), as: UTF8.self).lowercased()
        return text.contains("<svg") && !text.contains("<html")
    }
}
