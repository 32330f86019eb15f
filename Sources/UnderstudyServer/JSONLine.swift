import Documents

/// One JSON object on a line, for logs. What would do something to a terminal is escaped, and a reader of JSON gets it back.
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
        return escaped(String(decoding: Node(.object(Members(members))).json(), as: UTF8.self))
    }

    /// JSON escapes the controls below a space by itself.
    private static func escaped(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: \.isHostile) else { return json }
        var text = ""
        for scalar in json.unicodeScalars {
            if scalar.isHostile {
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
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
