import Documents

extension Scalar {
    /// A text or a number as it is written, since YAML reads `0` and `5` as numbers.
    var schema: Node {
        switch self {
        case .boolean: ["type": "boolean"]
        case .yes: ["const": true]
        case .integer(let range): Self.bounded("integer", range, .min, .max) { SchemaWriter.number($0) }
        case .number(let range):
            Self.bounded("number", range, -.infinity, .infinity) { Node(.number(Number(text: Self.plain($0)))) }
        case .money: Self.written(#"^[0-9]+(\.[0-9]{1,6})?$"#, orNumber: ["type": "number", "minimum": 0])
        case .text(let form): form.schema
        case .duration: Self.written(Self.durationPattern, orNumber: ["const": 0])
        case .seconds: Self.written(Self.secondsPattern, orNumber: ["const": 0])
        case .signedDuration: Self.written("^[+-]?" + Self.durationPattern.dropFirst(), orNumber: ["const": 0])
        case .size: Self.written("^" + Self.sizePattern + "$", orNumber: ["type": "integer", "minimum": 0])
        case .byteRate: ["type": "string", "pattern": Node(.string("^" + Self.sizePattern + "/s$"))]
        case .rate: ["type": "string", "pattern": Node(.string(Self.ratePattern))]
        case .timestamp:
            [
                "type": "string",
                "pattern": #"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}.*([Zz]|[+-][0-9]{2}:?[0-9]{2})$"#,
            ]
        case .glob: ["type": ["string", "number"], "minLength": 1, "maxLength": 1000]
        case .regularExpression: ["type": "string", "maxLength": 1000]
        }
    }

    /// Parts from the largest unit to the smallest, or `0`.
    private static let durationPattern =
        #"^(?=.)(0$|([0-9]+(\.[0-9]{1,9})?d)?([0-9]+(\.[0-9]{1,9})?h)?([0-9]+(\.[0-9]{1,9})?m(?!s))?([0-9]+(\.[0-9]{1,9})?s)?([0-9]+(\.[0-9]{1,9})?ms)?$)"#
    private static let secondsPattern = "^(?=.)(0$|([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$)"
    private static let ratePattern =
        "^0*[1-9][0-9]*/((\(Units.periods.map(\.word).joined(separator: "|")))$|\(durationPattern.dropFirst()))"
    private static let sizePattern = #"[0-9]+(\.[0-9]{1,9})?(B|KB|MB|GB|KiB|MiB|GiB)?"#

    private static func written(_ pattern: some StringProtocol, orNumber number: Node) -> Node {
        ["anyOf": [["type": "string", "pattern": Node(.string(String(pattern)))], number]]
    }

    private static func bounded<Value: Comparable>(
        _ type: String, _ range: ClosedRange<Value>, _ least: Value, _ most: Value, _ number: (Value) -> Node
    ) -> Node {
        var members: [Members.Member] = [.init(key: "type", value: Node(.string(type)))]
        if range.lowerBound > least { members.append(.init(key: "minimum", value: number(range.lowerBound))) }
        if range.upperBound < most { members.append(.init(key: "maximum", value: number(range.upperBound))) }
        return Node(.object(Members(members)))
    }

    /// `100`, not `100.0`
    private static func plain(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension TextForm {
    /// A number or a boolean is taken as it was written.
    var schema: Node {
        switch self {
        case .any: ["type": ["string", "number", "boolean"]]
        default: ["anyOf": [["type": "string", "pattern": Node(.string(pattern))], ["type": ["number", "boolean"]]]]
        }
    }

    /// For a whole text.
    var pattern: String {
        switch self {
        case .any: #"^[\s\S]*$"#
        case .title: #"^(?=.*[^ ])[^\u0000-\u001f\u007f]{1,200}$"#
        case .slug: "^[a-z0-9-]{1,100}$"
        case .httpMethod: "^[A-Z]{1,20}$"
        case .headerName: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$"
        case .headerValue: #"^[^\u0000-\u0008\u000a-\u001f\u007f]{0,65536}$"#
        case .relativePath: #"^(?!/)(?!(.*/)?\.\.(/|$))(?!.*//)[^\u0000-\u001f\\]{1,1000}(?<!/)$"#
        case .bodyPath: #"^[^.\[\]]+(\[[0-9]+\])*(\.[^.\[\]]+(\[[0-9]+\])*)*$"#
        case .percentile: #"^p(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)$"#
        }
    }
}

extension Family {
    /// For the whole key.
    var pattern: String {
        (prefix.isEmpty ? "^" : "^" + prefix.dropLast() + #"\."#) + form.pattern.dropFirst()
    }
}
