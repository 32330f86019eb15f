import Core
import DialectKit

extension Model {
    /// The rules that a known model adds, all problems collected. `id`: as the request calls it.
    func check(_ id: String, count: Int, size: String?, quality: String?, style: String?) throws(Rejection) {
        var issues = Issues()
        if count > mostImages { issues.add("n", "\(id) makes at most \(mostImages) images at once", .tooBig) }
        if let size, !picture.isByRatio, picture.pixels(size) == nil {
            issues.add("size", "\(id) does not offer '\(size)'. Expected \(picture.offer)", .invalidOption)
        }
        if let quality, !qualities.isEmpty, !qualities.contains(quality) {
            issues.add(
                "quality", "Invalid value. Expected \(alternatives(qualities)), received '\(quality)'", .invalidOption)
        }
        if let style, !styles.isEmpty, !styles.contains(style) {
            issues.add("style", "Invalid value. Expected \(alternatives(styles)), received '\(style)'", .invalidOption)
        }
        try issues.check(at: .rules)
        if size != nil, picture.isByRatio {
            throw Rejection(
                unsupported: "size", "size is not supported by \(id); use aspect_ratio and resolution", at: .rules)
        }
    }

    func pixels(_ body: GenerationBody, _ id: String) throws(Rejection) -> PixelSize {
        if let size = picture.pixels(body.size) { return size }
        let name = body.ratio ?? picture.ratios.first ?? ""
        guard picture.ratios.contains(name), let ratio = AspectRatio(parsing: name) else {
            throw Rejection(
                "aspect_ratio", "\(id) does not offer the aspect ratio '\(name)'", allowed: Fact.allowedRatios,
                picture.ratios, at: .rules)
        }
        let wanted = body.resolution ?? picture.resolutions.first?.name
        guard let resolution = picture.resolutions.first(where: { $0.name == wanted }) else {
            throw Rejection(
                "resolution", "\(id) does not offer the resolution '\(wanted ?? "")'", allowed: Fact.allowedResolutions,
                picture.resolutions.map(\.name), at: .rules)
        }
        return PixelSize.still(edge: resolution.edge, ratio: ratio)
    }
}
