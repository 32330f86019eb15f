import Documents

/// What a parameter may hold: `string`, `url`, `integer`, `number`, `boolean`, `object`, `array<T>`, or several with `|`.
public struct ValueType: Sendable, Equatable {
    public indirect enum Kind: Sendable, Equatable {
        case string
        /// Absolute, http or https.
        case url
        case integer
        case number
        case boolean
        case object
        case array(Kind)
    }

    public let alternatives: [Kind]
    /// As the catalog writes it, which is how messages name it.
    public let text: String

    init?(_ text: String) {
        var alternatives: [Kind] = []
        for word in text.split(separator: "|", omittingEmptySubsequences: false) {
            guard let kind = Kind(String(word)) else { return nil }
            alternatives.append(kind)
        }
        self.alternatives = alternatives
        self.text = text
    }
}

extension ValueType.Kind {
    init?(_ text: String) {
        switch text {
        case "string": self = .string
        case "url": self = .url
        case "integer": self = .integer
        case "number": self = .number
        case "boolean": self = .boolean
        case "object": self = .object
        default:
            guard text.hasPrefix("array<"), text.hasSuffix(">"),
                let item = Self(String(text.dropFirst(6).dropLast()))
            else { return nil }
            self = .array(item)
        }
    }

    /// As the catalog writes it.
    var text: String {
        switch self {
        case .string: "string"
        case .url: "url"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .object: "object"
        case .array(let item): "array<\(item.text)>"
        }
    }

    /// Whether the value itself is of this kind; the items of a list are not looked at.
    func accepts(_ node: Node) -> Bool {
        switch (self, node.value) {
        case (.string, .string), (.number, .number), (.boolean, .bool), (.object, .object), (.array, .array): true
        case (.integer, .number(let number)): number.isIntegral
        case (.url, .string(let text)): isWebURL(text)
        default: false
        }
    }
}
