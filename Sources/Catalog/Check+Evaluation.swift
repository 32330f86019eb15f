import Documents

extension Check {
    func isBroken(by values: Values) -> Bool {
        let present = values.present
        switch self {
        case .mutuallyExclusive(let groups):
            return groups.count { !$0.isDisjoint(with: present) } > 1
        case .requires(let fields, let all, let any):
            guard !fields.isDisjoint(with: present) else { return false }
            return !all.isSubset(of: present) || (!any.isEmpty && any.isDisjoint(with: present))
        case .requiresValue(let fields, let tests):
            return !fields.isDisjoint(with: present) && !tests.hold(in: values)
        case .required(let fields):
            return !fields.isSubset(of: present)
        case .requiredOneOf(let fields):
            return fields.isDisjoint(with: present)
        case .exactlyOneOf(let fields):
            return fields.intersection(present).count != 1
        case .allowedValues(let slot, let allowed):
            return values.slots[slot].map { !allowed.contains($0) } ?? false
        case .scopedValue(let slot, let value, let tests):
            return values.slots[slot] == value && !tests.hold(in: values)
        case .scopedFields(let fields, let tests):
            return !fields.isDisjoint(with: present) && !tests.hold(in: values)
        case .forbiddenFields(let fields):
            return !fields.isDisjoint(with: present)
        case .forbiddenValues(let slot, let forbidden):
            return values.slots[slot].map(forbidden.contains) ?? false
        case .itemCount(let slot, let range):
            return values.slots[slot]?.array.map { !range.contains($0.count) } ?? false
        case .total(let paths, let most):
            return paths.reduce(0) { $0 + $1.count(in: values) } > most
        case .sum(let path, let least, let most):
            return path.sum(in: values).map { $0 < least || $0 > most } ?? false
        case .lengths(let limits):
            return limits.contains { values.slots[$0.slot]?.string?.isLonger(than: $0.most) ?? false }
        case .items(let slot, let check):
            return values.slots[slot]?.array?.contains { check.isBroken(by: $0) } ?? false
        case .order(let lower, let upper, let mayBeEqual):
            guard let lower = values.slots[lower]?.number?.decimal, let upper = values.slots[upper]?.number?.decimal
            else { return false }
            return mayBeEqual ? lower > upper : lower >= upper
        }
    }
}

extension ItemCheck {
    func isBroken(by item: Node) -> Bool {
        switch self {
        case .kind(let kind): !kind.accepts(item)
        case .fieldKind(let field, let kind):
            item.object?[field].map { !$0.countsAsAbsent && !kind.accepts($0) } ?? false
        case .minimumItems(let field, let least): item.object.map { ($0[field]?.array?.count ?? 0) < least } ?? false
        case .forbidden(let field): item.object.map { $0.has(field) } ?? false
        case .exactlyOneOf(let fields): item.object.map { members in fields.count { members.has($0) } != 1 } ?? false
        case .requiredOneOf(let fields): item.object.map { members in !fields.contains { members.has($0) } } ?? false
        case .required(let fields): item.object.map { members in !fields.allSatisfy { members.has($0) } } ?? false
        }
    }
}

extension Members {
    fileprivate func has(_ field: String) -> Bool {
        guard let value = self[field], !value.countsAsAbsent else { return false }
        return !(Parameter.promptNames.contains(field) && value.isBlank)
    }
}
