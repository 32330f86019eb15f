import Core
import DialectKit
import Documents

/// A form that edits a picture, or varies it. Source: lemondata.md §3.7.
struct EditBody {
    enum Kind {
        case edit, variation
    }

    let kind: Kind
    let model: String?
    /// Empty for a variation.
    let prompt: String
    let count: Int
    let size: String?
    let wantsBase64: Bool
    let pictures: Int

    init(_ form: Multipart, _ kind: Kind) throws(Rejection) {
        var fields = Fields(form.fields)
        self.kind = kind
        let pictures = form.all("image") + form.all("image[]")
        fields.check(pictures, mask: kind == .edit ? form["mask"] : nil)
        self.pictures = pictures.count
        model = fields.text("model")
        prompt = kind == .edit ? fields.prompt() : ""
        count = fields.integer("n", in: Bound.count) ?? 1
        size = fields.text("size")
        wantsBase64 = fields.wantsBase64()
        try fields.checkAll(stream: kind == .edit ? "image edits" : "image variations")
    }
}

extension Fields {
    /// PNG, square, less than 4 MB [docs]; a mask has the size of its picture [chosen].
    fileprivate mutating func check(_ pictures: [Multipart.Part], mask: Multipart.Part?) {
        if pictures.isEmpty { issues.add("image", "Image is required", .invalidType) }
        if pictures.count > Bound.references.upperBound {
            issues.add("image", "At most \(Bound.references.upperBound) images can be edited at once", .tooBig)
        }
        var sizes: [PixelSize] = []
        for picture in pictures {
            guard let size = size(of: picture, "image") else { return }
            if size.width != size.height {
                issues.add("image", "Image must be square, not \(size.width)x\(size.height)", .custom)
                return
            }
            sizes.append(size)
        }
        guard let mask, let size = size(of: mask, "mask"), let first = sizes.first, size != first else { return }
        issues.add(
            "mask",
            "Mask must be as large as the image: \(first.width)x\(first.height), not \(size.width)x\(size.height)",
            .custom)
    }

    private mutating func size(of picture: Multipart.Part, _ name: String) -> PixelSize? {
        let word = name == "image" ? "Image" : "Mask"
        guard let header = PNGHeader(picture.content) else {
            issues.add(name, "\(word) must be a PNG file", .custom)
            return nil
        }
        guard picture.content.count < Bound.picture else {
            issues.add(name, "\(word) must be less than 4 MB", .tooBig)
            return nil
        }
        return header.size
    }
}
