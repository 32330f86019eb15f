import Core
import DialectKit
import Digests

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
    guard let data = base64Data(url) else {
        throw Rejection(
            Refusal(.invalidImage, message: "\(param) must be an https URL or a base64 data URL.", param: param),
            at: .fields)
    }
    // Four characters for three bytes: padding takes at most two away.
    guard data.utf8.count / 4 * 3 <= Bound.image + 2, let bytes = Base64.decode(String(data))?.count,
        bytes <= Bound.image
    else {
        throw Rejection(
            Refusal(.invalidImage, message: "\(param) must be valid base64 of at most 10 MiB.", param: param),
            at: .fields)
    }
}

private func base64Data(_ url: String) -> Substring? {
    for type in ImageFormat.allCases {
        let head = "data:image/\(type.rawValue);base64,"
        if url.utf8.starts(with: head.utf8) { return url[url.utf8.index(url.startIndex, offsetBy: head.utf8.count)...] }
    }
    return nil
}
