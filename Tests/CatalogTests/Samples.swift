import Documents

/// Valid inputs made from nothing but the catalog's tree.
enum Samples {
    /// A valid value of a parameter or field.
    static func value(of parameter: Node) -> Node {
        if let first = parameter["enum"]?.array?.first { return first }
        switch parameter["type"]!.string!.split(separator: "|")[0] {
        case "string": return "text"
        case "url": return url(1)
        case "integer", "number": return parameter["min"] ?? 1
        case "boolean": return true
        case "object": return object(of: parameter["fields"]?.array ?? [])
        default: return list(of: parameter, count: max(1, parameter["min_items"]?.number?.int ?? 1))
        }
    }

    static func list(of parameter: Node, count: Int) -> Node {
        Node(.array((0..<count).map { item(of: parameter, $0) }))
    }

    static func item(of parameter: Node, _ index: Int = 0) -> Node {
        switch parameter["type"]!.string!.split(separator: "|").last! {
        case "array<url>": url(index)
        case "array<object>": object(of: parameter["items"]!["fields"]!.array!)
        default: "text"
        }
    }

    static func url(_ index: Int) -> Node {
        Node(.string("https://files.example/\(index).bin"))
    }

    /// Required fields, and a shot that is long enough for the sum of two; a voice needs one of its two ids, an element
    /// pictures or a video.
    private static func object(of fields: [Node]) -> Node {
        var members = Members()
        for field in fields {
            let name = field["name"]!.string!
            if field["required"]?.bool == true || name == "voice_id" || name == "image_urls" {
                let sample: Node = name == "duration" ? 2 : value(of: field)
                members.append(Members.Member(key: name, value: sample))
            }
        }
        return Node(.object(members))
    }

    static func parameter(_ name: String, of model: Node) -> Node? {
        model["parameters"]!.array!.first { $0["name"]!.string == name }
    }

    /// A value for a field, also for one that only a rule names.
    static func value(_ name: String, of model: Node) -> Node {
        parameter(name, of: model).map(value(of:)) ?? "text"
    }

    /// The smallest input that the model takes.
    static func minimal(_ model: Node) -> Input {
        var input: Input = [:]
        for parameter in model["parameters"]!.array! where parameter["required"]!.bool == true {
            input[parameter["name"]!.string!] = value(of: parameter)
        }
        for rule in model["rules"]!.array! {
            let fields = rule["fields"]?.array?.compactMap(\.string) ?? []
            switch rule["kind"]!.string! {
            case "exactly_one_of", "required_one_of", "required_one_of_when":
                input[fields[0]] = value(fields[0], of: model)
            case "required_when" where rule["when_absent"] != nil:
                for field in fields { input[field] = value(field, of: model) }
            default: break
            }
        }
        return input
    }
}
