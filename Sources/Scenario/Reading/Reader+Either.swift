import Documents

extension Reader {
    /// Tries the shapes that suit the kind of the value; the first that fits without a problem counts. When none does,
    /// a single suitable one tells what is wrong, several say together what would be right.
    mutating func either(_ node: Node, _ shapes: [Shape], _ path: String) -> Reading? {
        let suitable = shapes.filter { suits($0, node) }
        if suitable.count == 1, !isStranger(node, to: suitable[0]) { return read(node, as: suitable[0], path: path) }
        for shape in suitable {
            var attempt = Reader(grammar: grammar, file: file)
            guard let reading = attempt.read(node, as: shape, path: path), attempt.problems.isEmpty else { continue }
            return reading
        }
        let words = shapes.flatMap { names(of: $0) }
        let hint = node.string.flatMap { Suggestion.nearest(to: $0, in: words) }.map { "; did you mean `\($0)`?" } ?? ""
        let expected = shapes.map { description(of: $0) }.joined(separator: ", or ")
        report("expected \(expected), found \(found(node))\(hint)", at: node.place, path: path)
        return nil
    }

    /// Whether a text is so far from every word that another shape may have been meant.
    private func isStranger(_ node: Node, to shape: Shape) -> Bool {
        guard case .word(let words) = shape, let text = node.string ?? node.number?.text else { return false }
        return words.hints[text] == nil && Suggestion.nearest(to: text, in: words.names) == nil
    }

    private func suits(_ shape: Shape, _ node: Node) -> Bool {
        switch shape {
        case .table, .mapping: node.object != nil
        case .list: node.array != nil
        case .scalar(.number), .scalar(.integer), .scalar(.money): node.number != nil
        case .scalar(.boolean), .scalar(.yes): node.bool != nil
        case .scalar, .word: node.object == nil && node.array == nil && !node.isNull
        case .oneOrMany(let element): node.array != nil || suits(element, node)
        case .either(let shapes): shapes.contains { suits($0, node) }
        case .document: true
        case .null: node.isNull
        case .definition(let definition): suits(grammar.shape(of: definition), node)
        }
    }

    private func names(of shape: Shape) -> [String] {
        switch shape {
        case .word(let words): words.names
        case .either(let shapes): shapes.flatMap { names(of: $0) }
        default: []
        }
    }

    private func description(of shape: Shape) -> String {
        switch shape {
        case .scalar(let scalar): scalar.expectation
        case .word(let words):
            words.names.count == 1 ? Suggestion.list(words.names) : "one of \(Suggestion.list(words.names))"
        case .list: "a list"
        case .oneOrMany(let element): description(of: element) + " or a list of such"
        case .table(let table): "\(table.title) (a mapping with \(Suggestion.list(table.keys.map(\.name))))"
        case .mapping: "a mapping"
        case .either(let shapes): shapes.map { description(of: $0) }.joined(separator: ", or ")
        case .document: "any value"
        case .null: "null"
        case .definition(let definition): description(of: grammar.shape(of: definition))
        }
    }
}
