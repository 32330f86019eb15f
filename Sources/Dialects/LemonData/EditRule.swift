import Core
import DialectKit

/// What the pictures that a model edits must be (lemondata.md §3.7).
enum EditRule: String {
    /// PNG, square, less than 4 MB, and a mask of the same size [docs].
    case squarePNG = "square_png"
    /// PNG, JPEG or WebP of any shape, up to 50 MB [third-party].
    case anyPicture = "any_picture"

    /// All problems collected.
    func check(_ pictures: [Multipart.Part], mask: Multipart.Part?) throws(Rejection) {
        var issues = Issues()
        switch self {
        case .squarePNG: Self.checkSquares(pictures, mask: mask, &issues)
        case .anyPicture:
            for picture in pictures { Self.checkKind(of: picture, "image", &issues) }
            if let mask { Self.checkKind(of: mask, "mask", &issues) }
        }
        try issues.check(at: .rules)
    }

    private static func checkSquares(_ pictures: [Multipart.Part], mask: Multipart.Part?, _ issues: inout Issues) {
        var sizes: [PixelSize] = []
        for picture in pictures {
            guard let size = size(of: picture, "image", &issues) else { return }
            if size.width != size.height {
                issues.add("image", "Image must be square, not \(size.width)x\(size.height)", .custom)
                return
            }
            sizes.append(size)
        }
        guard let mask, let size = size(of: mask, "mask", &issues), let first = sizes.first, size != first else {
            return
        }
        issues.add(
            "mask",
            "Mask must be as large as the image: \(first.width)x\(first.height), not \(size.width)x\(size.height)",
            .custom)
    }

    private static func size(of picture: Multipart.Part, _ name: String, _ issues: inout Issues) -> PixelSize? {
        guard let header = PNGHeader(picture.content) else {
            issues.add(name, "\(word(name)) must be a PNG file", .custom)
            return nil
        }
        guard picture.content.count < Bound.squarePicture else {
            issues.add(name, "\(word(name)) must be less than 4 MB", .tooBig)
            return nil
        }
        return header.size
    }

    private static func checkKind(of picture: Multipart.Part, _ name: String, _ issues: inout Issues) {
        let bytes = picture.content
        let isWebP = bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8)
        if PNGHeader(bytes) == nil, !bytes.starts(with: [0xFF, 0xD8, 0xFF]), !isWebP {
            issues.add(name, "\(word(name)) must be a PNG, JPEG or WebP file", .custom)
        } else if bytes.count > Bound.picture {
            issues.add(name, "\(word(name)) must be at most 50 MB", .tooBig)
        }
    }

    private static func word(_ name: String) -> String { name == "mask" ? "Mask" : "Image" }
}
