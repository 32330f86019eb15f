import Documents

/// Reads a tree by the grammar and gathers every problem on the way.
struct Reader {
    let grammar: Grammar
    let file: String
    var problems: [Problem] = []

    init(grammar: Grammar, file: String) {
        self.grammar = grammar
        self.file = file
    }

    mutating func report(_ message: String, at place: Place, path: String) {
        problems.append(Problem(file: file, place: place, path: path, message: message))
    }

    /// nil when nothing of the value can be used; why is among the problems then.
    mutating func read(_ node: Node, as shape: Shape, path: String) -> Reading? {
        switch shape {
        case .scalar(let scalar): scalarReading(node, scalar, path)
        case .word(let words): word(node, words, path)
        case .list(let element, let count): list(node, element, count, path)
        case .oneOrMany(let element): oneOrMany(node, element, path)
        case .table(let table): self.table(node, table, path)
        case .mapping(let key, let value): mapping(node, key, value, path)
        case .either(let shapes): either(node, shapes, path)
        case .document: Reading(content: .null, node: node, path: path)
        case .null: null(node, path)
        case .definition(let definition): read(node, as: grammar.shape(of: definition), path: path)
        }
    }

    private mutating func scalarReading(_ node: Node, _ scalar: Scalar, _ path: String) -> Reading? {
        do {
            return Reading(content: try scalar.read(node), node: node, path: path)
        } catch {
            report(error.message, at: node.place, path: path)
            return nil
        }
    }

    private mutating func word(_ node: Node, _ words: Words, _ path: String) -> Reading? {
        let names = words.names
        // `off` and `422` may be choices too, and YAML gives numbers for some of them.
        guard let text = node.string ?? node.number?.text else {
            report(
                "expected a \(words.noun), found \(found(node)); there is \(Suggestion.list(names))", at: node.place,
                path: path)
            return nil
        }
        guard let word = words.words.first(where: { $0.name == text }) else {
            let unknown = "unknown \(words.noun) `\(shortened(text))`" + Suggestion.hint(for: text, in: names)
            report(words.hints[text] ?? unknown, at: node.place, path: path)
            return nil
        }
        if word.availability == .later { reportLater(text, at: node.place, path: path) }
        return Reading(content: .text(text), node: node, path: path)
    }

    mutating func reportLater(_ name: String, at place: Place, path: String) {
        report("`\(name)` is not available yet in this version", at: place, path: path)
    }

    private mutating func list(_ node: Node, _ element: Shape, _ count: ClosedRange<Int>, _ path: String) -> Reading? {
        guard let array = node.array else {
            report("expected a list, found \(found(node))", at: node.place, path: path)
            return nil
        }
        if !count.contains(array.count) {
            report("expected \(Self.amount(count)), found \(array.count)", at: node.place, path: path)
        }
        let items = array.prefix(count.upperBound).enumerated().compactMap { index, item in
            read(item, as: element, path: "\(path)[\(index)]")
        }
        return Reading(content: .list(items), node: node, path: path)
    }

    private static func amount(_ count: ClosedRange<Int>) -> String {
        if count.lowerBound == count.upperBound { return "a list of \(count.lowerBound)" }
        return count.upperBound == .max
            ? "a list of at least \(count.lowerBound)" : "a list of \(count.lowerBound) to \(count.upperBound)"
    }

    /// Always a list afterwards.
    private mutating func oneOrMany(_ node: Node, _ element: Shape, _ path: String) -> Reading? {
        if node.array != nil { return list(node, element, 1...Grammar.mostWords, path) }
        return read(node, as: element, path: path).map { Reading(content: .list([$0]), node: node, path: path) }
    }

    private mutating func null(_ node: Node, _ path: String) -> Reading? {
        guard node.isNull else {
            report("expected null, found \(found(node))", at: node.place, path: path)
            return nil
        }
        return Reading(content: .null, node: node, path: path)
    }
}
