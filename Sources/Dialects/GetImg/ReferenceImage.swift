import Core
import DialectKit

/// One entry of `images`. Source: getimg.md §3.1, §3.2.
struct ReferenceImage {
    enum Role: String, CaseIterable {
        case reference = "reference_image"
        case firstFrame = "first_frame"
        case lastFrame = "last_frame"
    }

    let role: Role

    init(_ fields: Fields, _ modality: Modality) throws(Rejection) {
        try checkImage(try fields.required("url"), param: fields.param("url"))
        role = try fields.role(modality)
    }
}

extension Fields {
    /// Required for a video; an image takes it absent or as `reference_image`, which older clients send [sdk].
    fileprivate func role(_ modality: Modality) throws(Rejection) -> ReferenceImage.Role {
        let known: [ReferenceImage.Role] = modality == .video ? ReferenceImage.Role.allCases : [.reference]
        guard let text = try text("role") else {
            guard modality == .image else { throw Rejection(missing: param("role")) }
            return .reference
        }
        guard let role = known.first(where: { $0.rawValue == text }) else {
            throw Rejection(unsupported: text, of: param("role"), supported: known.map(\.rawValue), at: .fields)
        }
        return role
    }
}

/// An https address or a base64 data URL of a PNG, JPEG or WebP of at most 10 MiB. Nothing is fetched.
private func checkImage(_ url: String, param: String) throws(Rejection) {
    if isWebAddress(url, schemes: ["https"]) { return }
    // Of these kinds alone, and as base64 [sdk].
    guard let data = DataURL(url), data.isBase64, ImageFormat(mediaType: data.mediaType) != nil else {
        throw Rejection(
            Refusal(.invalidImage, message: "\(param) must be an https URL or a base64 data URL.", param: param),
            at: .fields)
    }
    guard data.bytes(atMost: Bound.image) != nil else {
        throw Rejection(
            Refusal(.invalidImage, message: "\(param) must be valid base64 of at most 10 MiB.", param: param),
            at: .fields)
    }
}

extension ImageFormat {
    fileprivate init?(mediaType: String) {
        guard mediaType.hasPrefix("image/") else { return nil }
        self.init(rawValue: String(mediaType.dropFirst("image/".count)))
    }
}
