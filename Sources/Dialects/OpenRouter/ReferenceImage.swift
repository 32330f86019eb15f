import DialectKit
import Documents

/// One entry of `input_references`, or a picture shown in a chat: an address, which is never fetched, or an image as base64. Source:
/// openrouter.md §3.1.
struct ReferenceImage {
    /// - Parameter place: where it stands in the request: `input_references[0]`.
    init(_ node: Node, at place: String) throws(Rejection) {
        guard let members = node.object else {
            throw Rejection("\(place): expected an object, got \(node.kindName)", param: place)
        }
        let fields = Fields(members, prefix: place + ".")
        _ = try fields.required("type")
        _ = try fields.word("type", of: ["image_url"])
        guard let image = try fields.object("image_url") else {
            throw Rejection("\(place).image_url: required, but missing", param: "\(place).image_url")
        }
        let url = try Fields(image, prefix: "\(place).image_url.").required("url")
        guard isWebAddress(url, schemes: ["https", "http"]) || isImageData(url) else {
            throw Rejection(
                "\(place).image_url.url: expected an http(s) URL or a base64 data URL of an image",
                param: "\(place).image_url.url", kind: .invalidImage)
        }
    }
}

/// A base64 data URL of an image with at least one byte.
private func isImageData(_ text: String) -> Bool {
    guard let url = DataURL(text), url.isBase64, url.mediaType.hasPrefix("image/") else { return false }
    return url.bytes()?.isEmpty == false
}
