import Core
import DialectKit
import Documents

/// What `output_format` may say.
enum ImageFormat: String, CaseIterable {
    case png, jpeg, webp

    var format: Asset.Format {
        switch self {
        case .png: .png
        case .jpeg: .jpeg
        case .webp: .webp
        }
    }
}

/// The body of a generation, its fields checked in the order of the tables of getimg.md §3.1 and §3.2, as far as that goes
/// without knowing the model.
struct GenerationBody {
    let model: String
    let prompt: String
    let ratio: String?
    let resolution: String?
    /// Images only.
    let format: ImageFormat?
    /// Videos only, in seconds.
    let duration: Int?
    /// Videos only.
    let sound: Bool
    let images: [ReferenceImage]

    init(_ root: Node, _ modality: Modality) throws(Rejection) {
        guard let members = root.object else { throw Rejection(Refusal(.invalidSyntax), at: .syntax) }
        let fields = Fields(members)
        model = try fields.required("model")
        prompt = try fields.prompt()
        ratio = try fields.text("aspect_ratio")
        resolution = try fields.text("resolution")
        format = modality == .image ? try fields.format() : nil
        duration = modality == .video ? try fields.integer("duration") : nil
        sound = modality == .video ? try fields.flag("sound") ?? false : false
        images = try fields.images(modality)
    }
}

extension Fields {
    fileprivate func prompt() throws(Rejection) -> String {
        let prompt = try required("prompt")
        // No scalar is shorter than a byte, so most prompts need no counting.
        let length = prompt.utf8.count
        guard length > 0, length <= Bound.prompt.upperBound || prompt.unicodeScalars.count <= Bound.prompt.upperBound
        else {
            throw Rejection(invalid: "prompt", "'prompt' must be between 1 and 4096 characters long.")
        }
        return prompt
    }

    fileprivate func format() throws(Rejection) -> ImageFormat? {
        guard let text = try text("output_format") else { return nil }
        guard let format = ImageFormat(rawValue: text) else {
            throw Rejection(
                unsupported: text, of: "output_format", supported: ImageFormat.allCases.map(\.rawValue), at: .fields)
        }
        return format
    }

    fileprivate func images(_ modality: Modality) throws(Rejection) -> [ReferenceImage] {
        let nodes = try list("images")
        guard nodes.count <= Bound.images else {
            throw Rejection(invalid: "images", "Too many images: a request takes at most \(Bound.images).")
        }
        var images: [ReferenceImage] = []
        for (index, node) in nodes.enumerated() {
            guard let members = node.object else {
                throw Rejection(invalid: "images[\(index)]", "Invalid type for 'images[\(index)]': expected an object.")
            }
            images.append(try ReferenceImage(Fields(members, prefix: "images[\(index)]."), modality))
        }
        return images
    }
}
