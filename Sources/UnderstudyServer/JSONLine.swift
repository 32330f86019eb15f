import Documents

/// One JSON object on a line, for logs.
public enum JSONLine {
    public enum Value: Sendable {
        case text(String)
        case whole(Int)
        /// One that JSON knows: no infinity.
        case fraction(Double)
    }

    /// In the order given.
    public static func text(_ fields: [(String, Value)]) -> String {
        let members = fields.map { Members.Member(key: $0.0, value: $0.1.node) }
        return String(decoding: Node(.object(Members(members))).json(), as: UTF8.self)
    }
}

extension JSONLine.Value {
    fileprivate var node: Node {
        switch self {
        case .text(let text): Node(.string(text))
        case .whole(let number): Node(.number(Number(number)))
        case .fraction(let number): Node(.number(Number(text: "\(number)")))
        }
    }
}
