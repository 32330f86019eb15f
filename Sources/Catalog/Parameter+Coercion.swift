import Documents

extension Parameter {
    /// The value in the type that is asked for, where a client wrote it in another: `"5"` for 5, `"true"` for true, 5 for
    /// `"5"`. What cannot be read so stays as it is. Only under the setting `coerce_types` [chosen].
    func coerced(_ node: Node) -> Node {
        if type.alternatives.contains(where: { $0.accepts(node) }) { return withCoercedFields(node) }
        for kind in type.alternatives {
            if let value = kind.reading(node) { return value }
        }
        return node
    }

    private func withCoercedFields(_ node: Node) -> Node {
        switch node.value {
        case .object(let members): Node(.object(coerced(members)), at: node.place)
        case .array(let items): Node(.array(items.map(coercedItem)), at: node.place)
        case .null, .bool, .number, .string: node
        }
    }

    private func coercedItem(_ item: Node) -> Node {
        if case .object(let members) = item.value { return Node(.object(coerced(members)), at: item.place) }
        for case .array(let kind) in type.alternatives where !kind.accepts(item) {
            return kind.reading(item) ?? item
        }
        return item
    }

    private func coerced(_ members: Members) -> Members {
        guard !fields.isEmpty else { return members }
        return Members(
            members.map { member in
                guard let field = fields.first(where: { $0.name == member.key }) else { return member }
                return Members.Member(key: member.key, keyPlace: member.keyPlace, value: field.coerced(member.value))
            })
    }
}

extension ValueType.Kind {
    /// A scalar of this kind out of one of another; nil where that makes no sense.
    fileprivate func reading(_ node: Node) -> Node? {
        switch (self, node.value) {
        case (.integer, .string(let text)), (.number, .string(let text)):
            guard Decimal(text: text) != nil else { return nil }
            let number = Node(.number(Number(text: text)), at: node.place)
            return accepts(number) ? number : nil
        case (.boolean, .string("true")): return Node(.bool(true), at: node.place)
        case (.boolean, .string("false")): return Node(.bool(false), at: node.place)
        case (.string, .number(let number)): return Node(.string(number.text), at: node.place)
        case (.string, .bool(let bool)): return Node(.string(bool ? "true" : "false"), at: node.place)
        default: return nil
        }
    }
}
