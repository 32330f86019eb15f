import Documents

/// Writes shapes of the grammar as JSON Schema.
struct SchemaWriter {
    let grammar: Grammar

    func schema(_ shape: Shape) -> Node {
        switch shape {
        case .scalar(let scalar): scalar.schema
        case .word(let words): Self.schema(words)
        case .list(let element, let count): list(element, count)
        case .oneOrMany(let element):
            ["anyOf": [schema(element), list(element, 1...Grammar.mostWords)]]
        case .table(let table): self.table(table)
        case .mapping(let key, let value):
            [
                "type": "object", "propertyNames": ["pattern": Node(.string(key.pattern))],
                "additionalProperties": schema(value),
            ]
        case .either(let shapes): ["anyOf": Node(.array(shapes.map(schema)))]
        case .document: [:]
        case .null: ["type": "null"]
        case .definition(let definition): ["$ref": Node(.string("#/$defs/\(definition.name)"))]
        }
    }

    /// A word may be a number to YAML: `301`, `422`.
    private static func schema(_ words: Words) -> Node {
        let names = words.words.filter { $0.availability == .now }.map(\.name)
        let numbers = names.compactMap { name in Int(name).map { Node(.number(Number($0))) } }
        return ["enum": Node(.array(names.map { Node(.string($0)) } + numbers))]
    }

    private func list(_ element: Shape, _ count: ClosedRange<Int>) -> Node {
        var members: [Members.Member] = [
            .init(key: "type", value: "array"), .init(key: "items", value: schema(element)),
        ]
        if count.lowerBound > 0 { members.append(.init(key: "minItems", value: Self.number(count.lowerBound))) }
        if count.upperBound < .max { members.append(.init(key: "maxItems", value: Self.number(count.upperBound))) }
        return Node(.object(Members(members)))
    }

    private func table(_ table: Table) -> Node {
        let keys = table.keys.filter { $0.availability == .now }
        let properties = keys.map { Members.Member(key: $0.name, value: described(schema($0.shape), help(of: $0))) }
        var members: [Members.Member] = [
            .init(key: "type", value: "object"),
            .init(key: "properties", value: Node(.object(Members(properties)))),
        ]
        if !table.families.isEmpty {
            let patterns = table.families.map { family in
                Members.Member(key: family.pattern, value: described(schema(family.shape), family.help))
            }
            members.append(.init(key: "patternProperties", value: Node(.object(Members(patterns)))))
        }
        members.append(.init(key: "additionalProperties", value: false))
        let required = keys.filter(\.isRequired).map { Node(.string($0.name)) }
        if !required.isEmpty { members.append(.init(key: "required", value: Node(.array(required)))) }
        let demands = table.demands.map(\.schema)
        if !demands.isEmpty { members.append(.init(key: "allOf", value: Node(.array(demands)))) }
        return Node(.object(Members(members)))
    }

    private func help(of key: Key) -> String {
        ([key.help] + [key.remark(grammar.vocabulary)].compactMap(\.self)).joined(separator: ". ")
    }

    /// With the text that an editor shows.
    private func described(_ schema: Node, _ help: String) -> Node {
        Node(.object(Members([.init(key: "description", value: Node(.string(help)))] + Array(schema.object ?? [:]))))
    }

    static func number(_ integer: Int) -> Node { Node(.number(Number(integer))) }
}

extension Demand {
    fileprivate var schema: Node {
        switch self {
        case .exactlyOne(let keys): ["oneOf": Node(.array(keys.map(Self.having)))]
        case .atLeastOne(let keys): ["anyOf": Node(.array(keys.map(Self.having)))]
        case .atMostOne(let keys):
            [
                "not": [
                    "anyOf": Node(
                        .array(
                            keys.indices.flatMap { index -> [Node] in
                                keys[(index + 1)...].map { other -> Node in
                                    ["required": [Node(.string(keys[index].name)), Node(.string(other.name))]]
                                }
                            }))
                ]
            ]
        case .needs(let key, let other):
            ["dependentRequired": Node(.object(Members([.init(key: key.name, value: [Node(.string(other.name))])])))]
        case .onlyWith(let key, let other, let word):
            [
                "if": Self.having(key),
                "then": [
                    "required": [Node(.string(other.name))],
                    "properties": Node(
                        .object(Members([.init(key: other.name, value: ["const": Node(.string(word))])]))),
                ],
            ]
        }
    }

    private static func having(_ key: any Keyed) -> Node {
        ["required": [Node(.string(key.name))]]
    }
}
