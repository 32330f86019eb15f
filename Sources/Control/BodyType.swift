import HTTPMessages

/// What the body of a request to the control API may be.
enum BodyType: Sendable {
    case json, yaml

    /// By the header `Content-Type`, without its parameters; nil for another type. curl sends its data as a form, and `curl -T` without a
    /// type: so these count as what the route takes first.
    static func of(_ request: Request, first: BodyType) -> BodyType? {
        let type = (request.headers["content-type"] ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        switch type {
        case "application/json": return .json
        case "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml": return .yaml
        case "", "text/plain", "application/x-www-form-urlencoded", "application/octet-stream": return first
        default: return nil
        }
    }

    var name: String {
        switch self {
        case .json: "application/json"
        case .yaml: "application/yaml"
        }
    }
}

extension Request {
    /// 415, with the types wanted, for a body of another one; nil for a right one, and where there is none.
    func refusalOfBody(otherThan types: [BodyType]) -> Response? {
        guard let first = types.first, !bytes.isEmpty else { return nil }
        if let type = BodyType.of(self, first: first), types.contains(type) { return nil }
        let wanted = types.map { "`Content-Type: \($0.name)`" }.joined(separator: " or ")
        return .problem(415, "Send the body with \(wanted), not `\(headers["content-type"] ?? "")`.")
    }
}
