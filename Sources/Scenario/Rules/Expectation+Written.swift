import Documents

extension Expectation {
    /// As people write it: `no_blind_retry`, `poll_interval { at_least: 2s }`.
    public var written: String {
        guard let options = options.object, !options.isEmpty else { return name }
        let parts = options.map { "\($0.key): \($0.value.inLine)" }
        return "\(name) { \(parts.joined(separator: ", ")) }"
    }
}

extension Match {
    /// Whether it takes a request that was answered; nil: it cannot be told any more.
    public func holds(for evidence: Evidence) -> Bool? {
        switch finding(in: evidence) {
        case .holds: true
        case .differs: false
        case .unknown: nil
        }
    }
}

extension Node {
    /// As it stands in a line of YAML.
    fileprivate var inLine: String {
        if let text = string { return text }
        if let items = array { return "[\(items.map(\.inLine).joined(separator: ", "))]" }
        if let members = object {
            return "{ \(members.map { "\($0.key): \($0.value.inLine)" }.joined(separator: ", ")) }"
        }
        return String(decoding: json(), as: UTF8.self)
    }
}
