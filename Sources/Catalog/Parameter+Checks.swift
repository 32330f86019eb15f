import Documents

/// The checks of one value, in three passes over the whole input: what is missing, what has the wrong type, what lies out of
/// bounds. Nothing is built while all is well.
extension Parameter {
    /// Required fields of the objects inside.
    func checkMissing(in node: Node, _ emptyValues: EmptyValues) throws(Flaw) {
        guard !fields.isEmpty, type.alternatives.contains(where: { $0.accepts(node) }) else { return }
        try forEachObject(in: node) { (members) throws(Flaw) in
            for field in fields {
                let value = members[field.name]
                let isThere =
                    value.map { !$0.isNull && (field.keepsEmpty || !field.isAbsent($0, emptyValues)) } ?? false
                if isThere, let value {
                    do throws(Flaw) {
                        try field.checkMissing(in: value, emptyValues)
                    } catch {
                        throw error.inside(".\(field.name)")
                    }
                } else if field.isRequired {
                    throw Flaw(problem: .missing, path: ".\(field.name)")
                }
            }
        }
    }

    func checkType(of node: Node, _ emptyValues: EmptyValues) throws(Flaw) {
        guard let kind = type.alternatives.first(where: { $0.accepts(node) }) else {
            throw Flaw(problem: .mistyped(type.text))
        }
        if case .array(let item) = kind, case .array(let items) = node.value, !leavesItemKindToRule {
            for (index, value) in items.enumerated() where !item.accepts(value) {
                throw Flaw(problem: .mistyped(item.text), path: "[\(index)]")
            }
        }
        try forEachField(in: node, emptyValues) { (field, value) throws(Flaw) in
            try field.checkType(of: value, emptyValues)
        }
    }

    func checkBounds(of node: Node, _ emptyValues: EmptyValues) throws(Flaw) {
        switch node.value {
        case .string(let text): try checkText(text, of: node)
        case .number(let number): try checkNumber(number, of: node)
        case .array(let items): try checkItems(items)
        case .null, .bool, .object: break
        }
        try forEachField(in: node, emptyValues) { (field, value) throws(Flaw) in
            try field.checkBounds(of: value, emptyValues)
        }
    }

    private func checkText(_ text: String, of node: Node) throws(Flaw) {
        if !words.isEmpty, !words.contains(text) { throw Flaw(problem: .notAmong(words.map { Node(.string($0)) })) }
        try checkOffer(node)
        if let maximumLength, text.isLonger(than: maximumLength) { throw Flaw(problem: .tooLong(maximumLength)) }
    }

    private func checkNumber(_ number: Number, of node: Node) throws(Flaw) {
        try checkOffer(node)
        guard minimum != nil || maximum != nil else { return }
        guard let value = number.decimal, minimum.map({ value >= $0 }) ?? true, maximum.map({ value <= $0 }) ?? true
        else {
            throw Flaw(problem: .outside(minimum, maximum))
        }
    }

    private func checkOffer(_ node: Node) throws(Flaw) {
        guard offered.isEmpty || offered.contains(node) || alsoAccepted.contains(node) else {
            throw Flaw(problem: .notAmong(offered))
        }
    }

    private func checkItems(_ items: [Node]) throws(Flaw) {
        if let minimumItems, items.count < minimumItems { throw Flaw(problem: .tooFew(minimumItems)) }
        if let maximumItems, items.count > maximumItems { throw Flaw(problem: .tooMany(maximumItems)) }
        guard let maximumItemLength else { return }
        for (index, item) in items.enumerated() where item.string?.isLonger(than: maximumItemLength) ?? false {
            throw Flaw(problem: .tooLong(maximumItemLength), path: "[\(index)]")
        }
    }

    /// Each field of the objects inside that has a value.
    private func forEachField(
        in node: Node, _ emptyValues: EmptyValues, _ check: (Parameter, Node) throws(Flaw) -> Void
    ) throws(Flaw) {
        guard !fields.isEmpty else { return }
        try forEachObject(in: node) { (members) throws(Flaw) in
            for field in fields {
                guard let value = members[field.name], !field.isAbsent(value, emptyValues) else { continue }
                do throws(Flaw) { try check(field, value) } catch { throw error.inside(".\(field.name)") }
            }
        }
    }

    private func forEachObject(in node: Node, _ check: (Members) throws(Flaw) -> Void) throws(Flaw) {
        switch node.value {
        case .object(let members): try check(members)
        case .array(let items):
            for (index, item) in items.enumerated() {
                guard case .object(let members) = item.value else { continue }
                do throws(Flaw) { try check(members) } catch { throw error.inside("[\(index)]") }
            }
        case .null, .bool, .number, .string: break
        }
    }
}

extension String {
    /// Counts characters only where the bytes alone do not settle it.
    func isLonger(than limit: Int) -> Bool {
        utf8.count > limit && characterCount(self) > limit
    }
}
