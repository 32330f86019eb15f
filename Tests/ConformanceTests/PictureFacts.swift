import Digests

/// What the head of a picture says: format and size.
struct PictureFacts {
    let format: String
    let width: Int
    let height: Int

    /// nil for what is no base64, or no picture that we make.
    init?(base64: String) {
        guard let bytes = Base64.decode(base64), bytes.count > 32 else { return nil }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            self.init(format: "png", bytes.big(16, 4), bytes.big(20, 4))
        } else if bytes.starts(with: Array("RIFF".utf8)), bytes[8..<16].elementsEqual(Array("WEBPVP8X".utf8)) {
            self.init(format: "webp", bytes.little(24, 3) + 1, bytes.little(27, 3) + 1)
        } else if bytes.starts(with: [0xFF, 0xD8]), let frame = bytes.startOfFrame {
            self.init(format: "jpeg", bytes.big(frame + 7, 2), bytes.big(frame + 5, 2))
        } else {
            self.init(vector: String(decoding: bytes, as: UTF8.self))
        }
    }

    private init(format: String, _ width: Int, _ height: Int) {
        self.format = format
        self.width = width
        self.height = height
    }

    private init?(vector text: String) {
        guard let match = text.firstMatch(of: /<svg [^>]*width="(\d+)" height="(\d+)"/),
            let width = Int(match.1), let height = Int(match.2)
        else { return nil }
        self.init(format: "svg", width, height)
    }

    /// As fixtures write it.
    var mask: String { "<base64:\(format):\(width)x\(height)>" }
}

extension [UInt8] {
    fileprivate func big(_ place: Int, _ count: Int) -> Int {
        self[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }

    fileprivate func little(_ place: Int, _ count: Int) -> Int {
        self[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// Where the marker of a JPEG's frame stands.
    fileprivate var startOfFrame: Int? {
        indices.dropLast(9).first { self[$0] == 0xFF && (self[$0 + 1] == 0xC0 || self[$0 + 1] == 0xC2) }
    }
}
