import Documents

extension Model {
    /// Checks an input and prices it.
    ///
    /// One problem is reported, the first in this order: a missing parameter, a wrong type, a value out of bounds, then the
    /// rules as the catalog lists them. Of a field that a rule ignores only the type is looked at; fields that the catalog
    /// does not know have no effect. Source: unified-tasks.md §5.3 [chosen].
    public func validate(
        _ input: Members, options: ValidationOptions = ValidationOptions()
    ) throws(Violation) -> Validated {
        let given = gather(input, options)
        var values = given
        drop(from: &values)
        try checkMissing(in: values, options)
        try checkEach(of: given.sent.intersection(plan.own), in: given) { (prepared, value) throws(Flaw) in
            try prepared.parameter.checkType(of: value, options.emptyValues)
        }
        try checkEach(of: values.sent.intersection(plan.own), in: values) { (prepared, value) throws(Flaw) in
            try prepared.parameter.checkBounds(of: value, options.emptyValues)
        }
        for check in plan.checks where check.isBroken(by: values) { throw violation(of: rules[check.rule]) }
        return Validated(
            model: self, price: pricing.price(of: values), references: references(in: values),
            sources: sources(in: values), inherited: inherited(in: values),
            pictures: pictures(in: values), values: values)
    }

    private func violation(of rule: Rule) -> Violation {
        Violation(kind: .rule(rule.id), parameter: rule.subject, message: rule.message ?? rule.id)
    }

    // MARK: Values in force

    private func gather(_ input: Members, _ options: ValidationOptions) -> Values {
        var values = Values(count: fields.names.count, settings: options.settingsOn)
        for member in input {
            guard let slot = fields[member.key] else { continue }
            take(member.value, at: slot, into: &values, options)
        }
        if options.coercesTypes { coerce(&values) }
        for slot in plan.caseless { respell(slot, in: &values) }
        for (slot, separator) in plan.separated { split(slot, at: separator, in: &values) }
        for (slot, value) in plan.defaults where values.slots[slot] == nil { values.slots[slot] = value }
        for standard in plan.conditionalDefaults
        where !values.present.contains(slot: standard.slot) && standard.condition.holds(in: values) {
            values.slots[standard.slot] = standard.value
        }
        return values
    }

    /// The last of several members with one name counts.
    private func take(_ value: Node, at slot: Int, into values: inout Values, _ options: ValidationOptions) {
        let field = FieldSet(slot: slot)
        values.drop(field)
        let isAbsent =
            plan.own.contains(slot: slot)
            ? plan.parameters[slot].parameter.isAbsent(value, options.emptyValues) : value.countsAsAbsent
        guard !isAbsent || (value.array != nil && plan.keepsEmpty.contains(slot: slot)) else { return }
        values.slots[slot] = value
        values.sent.insert(field)
        if !isAbsent { values.present.insert(field) }
    }

    private func coerce(_ values: inout Values) {
        for slot in parameters.indices {
            if let value = values.slots[slot] { values.slots[slot] = plan.parameters[slot].parameter.coerced(value) }
        }
    }

    /// Puts a value into the catalog's spelling, so that prices and conditions find it.
    private func respell(_ slot: Int, in values: inout Values) {
        guard let text = values.slots[slot]?.string?.lowercased() else { return }
        if let offer = parameters[slot].offered.first(where: { $0.string?.lowercased() == text }) {
            values.slots[slot] = offer
        }
    }

    /// Makes a list of a text that is one.
    private func split(_ slot: Int, at separator: Character, in values: inout Values) {
        guard let value = values.slots[slot], let text = value.string else { return }
        let parts = text.split(separator: separator).map { part in
            String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
        values.slots[slot] = Node(.array(parts.filter { !$0.isEmpty }.map { Node(.string($0)) }), at: value.place)
    }

    private func drop(from values: inout Values) {
        for (condition, fields) in plan.drops where condition.holds(in: values) { values.drop(fields) }
    }

    // MARK: Parameters

    private func checkMissing(in values: Values, _ options: ValidationOptions) throws(Violation) {
        var missing = plan.required.subtracting(values.sent)
        for (slot, setting) in plan.optionalWith where options.settingsOn.contains(setting) {
            missing.remove(FieldSet(slot: slot))
        }
        while let slot = missing.popFirst() {
            guard values.slots[slot] == nil else { continue }
            throw Flaw(problem: .missing, path: parameters[slot].name).violation()
        }
        try checkEach(of: values.sent.intersection(plan.nested), in: values) { (prepared, value) throws(Flaw) in
            try prepared.parameter.checkMissing(in: value, options.emptyValues)
        }
    }

    /// In the catalog's order. Defaults need no check.
    private func checkEach(
        of fields: FieldSet, in values: Values, _ check: (PreparedParameter, Node) throws(Flaw) -> Void
    ) throws(Violation) {
        var rest = fields
        while let slot = rest.popFirst() {
            guard let value = values.slots[slot] else { continue }
            do throws(Flaw) {
                try check(plan.parameters[slot], value)
            } catch {
                throw error.inside(parameters[slot].name).violation()
            }
        }
    }

    // MARK: What follows

    private func references(in values: Values) -> [Validated.Reference] {
        plan.references.compactMap { slot, kind, index in
            guard let id = values.slots[slot]?.string else { return nil }
            let message = rules[index].message ?? rules[index].id
            return Validated.Reference(field: fields.names[slot], id: id, outputKind: kind, message: message)
        }
    }

    private func sources(in values: Values) -> [Validated.Source] {
        plan.media.compactMap { slot, bounds, index in
            guard let value = values.slots[slot] else { return nil }
            let urls = value.array?.compactMap(\.string) ?? value.string.map { [$0] } ?? []
            let message = rules[index].message ?? rules[index].id
            return Validated.Source(urls: urls, bounds: bounds, message: message)
        }
    }

    private func pictures(in values: Values) -> Int {
        var rest = plan.pictures.intersection(values.present)
        var count = 0
        while let slot = rest.popFirst() { count += Self.count(values.slots[slot]) }
        for (slot, field) in plan.nestedPictures {
            for item in values.slots[slot]?.array ?? [] { count += Self.count(item[field]) }
        }
        return count
    }

    private static func count(_ value: Node?) -> Int {
        guard let value, !value.countsAsAbsent else { return 0 }
        return value.array?.count ?? 1
    }
}
