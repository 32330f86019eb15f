import Core
import DialectKit

extension LemonDataDialect {
    /// Relative to the root of the host, so that it begins with the path of the base (architecture.md §9.13).
    func pollURL(of job: Job, in context: Context) -> String {
        let style = context.settings.text(SettingName.pollURL)
        let byModel = models[job.request.model]?.pollStyle.rawValue ?? ""
        let path =
            switch style == "model" || style == "absolute" ? byModel : style {
            case "images": "/v1/images/generations/"
            case "alias": "/v1/images/"
            default: "/v1/tasks/"
            }
        return (style == "absolute" ? context.base[...] : pathOf(base: context.base)) + path + job.id
    }
}

/// `/lemondata` of `http://127.0.0.1:4010/lemondata`; empty for a base without a path.
private func pathOf(base: String) -> Substring {
    let bytes = base.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return "" }
    let host = bytes[colon...].dropFirst(3)
    return host.firstIndex(of: UInt8(ascii: "/")).map { base[$0...] } ?? ""
}
