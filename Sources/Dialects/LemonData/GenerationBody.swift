import Core
import DialectKit
import Documents

/// The body of a generation, as far as it can be checked without knowing the model. Source: lemondata.md §3.1.
struct GenerationBody {
    let model: String?
    let prompt: String
    let count: Int
    let size: String?
    let quality: String?
    let style: String?
    let background: String?
    let ratio: String?
    let resolution: String?
    let format: Asset.Format
    let wantsBase64: Bool
    let wantsTask: Bool
    let seed: Int?
    /// How many pictures the request names; none is fetched.
    let references: Int

    init(_ members: Members) throws(Rejection) {
        var fields = Fields(members)
        model = fields.text("model")
        prompt = fields.prompt()
        count = fields.integer("n", in: Bound.count) ?? 1
        size = fields.text("size")
        quality = fields.text("quality")
        wantsBase64 = fields.wantsBase64()
        style = fields.text("style")
        wantsTask = fields.flag("async") ?? false
        ratio = fields.text("aspect_ratio")
        resolution = fields.text("resolution")
        format = fields.format()
        background = fields.background()
        seed = fields.integer("seed")
        references =
            fields.address("image_url") + fields.addresses("image_urls") + fields.addresses("reference_image_urls")
        fields.checkIgnored()
        try fields.checkAll(stream: "image generation")
    }
}

extension Fields {
    mutating func wantsBase64() -> Bool {
        choice("response_format", of: ["url", "b64_json"]) == "b64_json"
    }

    /// Throws the issues of all fields, or else refuses a stream, which no picture comes in.
    ///
    /// - Parameter what: what it is not supported on.
    mutating func checkAll(stream what: String) throws(Rejection) {
        let wantsStream = flag("stream") ?? false
        try issues.check(at: .fields)
        if wantsStream { throw Rejection(unsupported: "stream", "stream is not supported on \(what)", at: .fields) }
    }

    mutating func background() -> String? {
        choice("background", of: ["auto", "opaque", "transparent"])
    }

    mutating func format() -> Asset.Format {
        switch choice("output_format", of: ["png", "jpeg", "webp"]) {
        case "jpeg": .jpeg
        case "webp": .webp
        default: .png
        }
    }

    /// Fields that change nothing here, but have a documented form.
    fileprivate mutating func checkIgnored() {
        for name in ["output_compression", "compression"] { _ = integer(name, in: Bound.compression) }
        _ = choice("moderation", of: ["auto", "low"])
        _ = choice("operation", of: ModelOperation.all)
        _ = address("mask_url")
        _ = text("negative_prompt")
        _ = flag("expand_prompt")
    }
}
