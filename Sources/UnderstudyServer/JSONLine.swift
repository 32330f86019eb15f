import Documents

/// One JSON object on a line, for logs.
public enum JSONLine {
    /// Every value as a string, in the order given.
    public static func text(_ fields: [(String, String)]) -> String {
        let members = fields.map { Members.Member(key: $0.0, value: Node(.string($0.1))) }
        return String(decoding: Node(.object(Members(members))).json(), as: UTF8.self)
    }
}
