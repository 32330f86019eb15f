import Documents

/// The JSON Schema of scenario files (draft 2020-12), made from the grammar that the loader reads by.
public enum ScenarioSchema {
    /// The schema as JSON, indented, with a line break at its end.
    public static func text(_ vocabulary: Vocabulary) -> [UInt8] {
        var writer = JSONWriter(reserving: 100_000, indent: 2)
        writer.value(schema(vocabulary))
        return writer.finish() + [0x0A]
    }

    static func schema(_ vocabulary: Vocabulary) -> Node {
        let grammar = Grammar(vocabulary)
        var definitions: [Members.Member] = [
            Members.Member(key: "match", value: SchemaWriter(grammar: grammar).schema(.table(grammar.match))),
            Members.Member(
                key: Definition.aspects.name, value: SchemaWriter(grammar: grammar).schema(.table(Aspect.table))),
            Members.Member(
                key: Definition.drawnDuration.name,
                value: SchemaWriter(grammar: grammar).schema(DrawnDuration.forms)),
            Members.Member(
                key: Definition.drawnWait.name,
                value: SchemaWriter(grammar: grammar).schema(DrawnDuration.waitForms)),
        ]
        for kind in MatcherKind.allCases {
            definitions.append(
                Members.Member(
                    key: Definition.matcher(kind).name,
                    value: SchemaWriter(grammar: grammar).schema(grammar.matcher(kind))))
        }
        var members = Array(SchemaWriter(grammar: grammar).schema(grammar.file).object ?? [:])
        members.insert(
            contentsOf: [
                Members.Member(key: "$schema", value: "https://json-schema.org/draft/2020-12/schema"),
                Members.Member(key: "title", value: "An Understudy scenario"),
                Members.Member(
                    key: "description",
                    value: "What the emulated providers do: how long things take, what goes wrong, when and for whom."),
            ], at: 0)
        members.append(Members.Member(key: "$defs", value: Node(.object(Members(definitions)))))
        return Node(.object(Members(members)))
    }
}

extension Definition {
    /// Its name below `$defs`.
    var name: String {
        switch self {
        case .match: "match"
        case .aspects: "aspects"
        case .drawnDuration: "drawn-duration"
        case .drawnWait: "drawn-wait"
        case .matcher(let kind): "matcher-of-\(kind)"
        }
    }
}
