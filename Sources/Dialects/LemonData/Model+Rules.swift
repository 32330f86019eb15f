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
    }

    func check(background: String?, _ id: String) throws(Rejection) {
        guard background == "transparent", !backgrounds.isEmpty, !backgrounds.contains("transparent") else { return }
        throw Rejection(unsupported: "background", "background 'transparent' is not supported by \(id)", at: .rules)
    }

    /// The pixels, and the ratio where the model is sized by one and the request says which. A `size` stands for the nearest ratio and the nearest resolution
    /// where the request names none of its own (lemondata.md §3.1).
    func frame(_ body: GenerationBody, _ id: String) throws(Rejection) -> (size: PixelSize, ratio: String?) {
        if let size = picture.pixels(body.size), !picture.isByRatio { return (size, nil) }
        let written = try writtenSize(body.size)
        let said = body.ratio ?? written.flatMap { picture.ratio(nearest: $0) }
        let name = said ?? picture.ratios.first ?? ""
        guard picture.ratios.contains(name), let ratio = AspectRatio(parsing: name) else {
            throw Rejection(
                "aspect_ratio", "\(id) does not offer the aspect ratio '\(name)'", allowed: Fact.allowedRatios,
                picture.ratios, at: .rules)
        }
        let wanted =
            body.resolution ?? written.flatMap { picture.resolution(nearest: $0) } ?? picture.resolutions.first?.name
        guard let resolution = picture.resolutions.first(where: { $0.name == wanted }) else {
            throw Rejection(
                "resolution", "\(id) does not offer the resolution '\(wanted ?? "")'", allowed: Fact.allowedResolutions,
                picture.resolutions.map(\.name), at: .rules)
        }
        return (PixelSize.still(edge: resolution.edge, ratio: ratio), said)
    }

    private func writtenSize(_ text: String?) throws(Rejection) -> PixelSize? {
        guard let text, text != "auto" else { return nil }
        guard let size = PixelSize(plain: text) else {
            var issues = Issues()
            issues.add("size", "Expected WIDTHxHEIGHT or auto, received '\(text)'", .invalidOption)
            try issues.check(at: .rules)
            return nil
        }
        return size
    }
}
