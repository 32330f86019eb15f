import Core
import DialectKit
import Documents

/// A request that edits pictures, or varies one: a form with files, or for an edit also JSON with addresses.
/// Source: lemondata.md §3.7.
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
    let quality: String?
    let background: String?
    let format: Asset.Format
    let wantsBase64: Bool
    let wantsTask: Bool
    /// Files and addresses; none is fetched.
    let pictures: Int
    /// Empty where the pictures are addresses.
    let files: [Multipart.Part]
    let mask: Multipart.Part?

    init(_ form: Multipart, _ kind: Kind) throws(Rejection) {
        var fields = Fields(form.fields)
        let files = form.all("image") + form.all("image[]")
        fields.checkCount(of: files.count)
        try self.init(fields, kind, pictures: files.count, files: files, mask: kind == .edit ? form["mask"] : nil)
    }

    /// An edit alone.
    init(_ members: Members) throws(Rejection) {
        var fields = Fields(members)
        let pictures =
            fields.address("image_url") + fields.addresses("image_urls") + fields.pictureReferences("images")
        if fields.issues.all.isEmpty { fields.checkCount(of: pictures, in: "image_url, image_urls or images") }
        fields.checkPictureReference("mask")
        try self.init(fields, .edit, pictures: pictures, files: [], mask: nil)
    }

    private init(
        _ read: Fields, _ kind: Kind, pictures: Int, files: [Multipart.Part], mask: Multipart.Part?
    ) throws(Rejection) {
        var fields = read
        self.kind = kind
        self.pictures = pictures
        self.files = files
        self.mask = mask
        model = fields.text("model")
        prompt = kind == .edit ? fields.prompt() : ""
        count = fields.integer("n", in: Bound.count) ?? 1
        size = fields.text("size")
        quality = fields.text("quality")
        background = fields.background()
        format = fields.format()
        wantsBase64 = fields.wantsBase64()
        wantsTask = fields.flag("async") ?? false
        try fields.checkAll(stream: kind == .edit ? "image edits" : "image variations")
    }
}

extension Fields {
    /// - Parameter names: where addresses may stand, for a body of JSON.
    fileprivate mutating func checkCount(of pictures: Int, in names: String? = nil) {
        if pictures == 0 {
            issues.add("image", "Image is required" + (names.map { " in \($0)" } ?? ""), .invalidType)
        }
        if pictures > Bound.references.upperBound {
            issues.add("image", "At most \(Bound.references.upperBound) images can be edited at once", .tooBig)
        }
    }
}
