import Documents

extension Reader {
    mutating func table(_ node: Node, _ table: Table, _ path: String) -> Reading? {
        guard let members = node.object else {
            report(
                "expected \(table.title): a mapping with \(Suggestion.list(table.keys.map(\.name))), found \(found(node))",
                at: node.place, path: path)
            return nil
        }
        let entries = members.compactMap { member in entry(member, of: table, path) }
        for key in table.keys where key.isRequired && members[key.name] == nil {
            report("`\(key.name)` is missing in \(table.title): \(key.help)", at: node.place, path: path)
        }
        for demand in table.demands { check(demand, of: table, members, at: node.place, path) }
        return Reading(content: .table(entries), node: node, path: path)
    }

    mutating func mapping(_ node: Node, _ key: TextForm, _ value: Shape, _ path: String) -> Reading? {
        guard let members = node.object else {
            report("expected a mapping, found \(found(node))", at: node.place, path: path)
            return nil
        }
        let entries = members.compactMap { member -> Reading.Entry? in
            let path = Self.join(path, member.key)
            guard key.accepts(member.key) else {
                report("expected \(key.expectation), found `\(shortened(member.key))`", at: member.keyPlace, path: path)
                return nil
            }
            return read(member.value, as: value, path: path).map {
                Reading.Entry(key: member.key, keyPlace: member.keyPlace, value: $0)
            }
        }
        return Reading(content: .table(entries), node: node, path: path)
    }

    private mutating func entry(_ member: Members.Member, of table: Table, _ path: String) -> Reading.Entry? {
        let path = Self.join(path, member.key)
        guard let (shape, availability) = shape(of: member, in: table, path) else { return nil }
        let value = read(member.value, as: shape, path: path)
        if availability == .later { reportLater(member.key, at: member.keyPlace, path: path) }
        return value.map { Reading.Entry(key: member.key, keyPlace: member.keyPlace, value: $0) }
    }

    private mutating func shape(
        of member: Members.Member, in table: Table, _ path: String
    ) -> (Shape, Availability)? {
        if let key = table.keys.first(where: { $0.name == member.key }) { return (key.shape, key.availability) }
        guard let family = table.families.first(where: { member.key.hasPrefix($0.prefix) }) else {
            reportUnknown(member, in: table, path)
            return nil
        }
        guard family.form.accepts(String(member.key.dropFirst(family.prefix.count))) else {
            let expectation = family.form.expectation
            let after = family.prefix.isEmpty ? "" : " after `\(family.prefix)`"
            report("expected \(expectation)\(after), found `\(shortened(member.key))`", at: member.keyPlace, path: path)
            return nil
        }
        return (family.shape, .now)
    }

    private mutating func reportUnknown(_ member: Members.Member, in table: Table, _ path: String) {
        let known = table.keys.map(\.name) + table.families.map { $0.prefix + "…" }
        let now = Table.namesNow(of: table.keys) + table.families.map { $0.prefix + "…" }
        let hint = Suggestion.hint(for: member.key, in: known, listing: now)
        report("unknown key `\(shortened(member.key))`\(hint)", at: member.keyPlace, path: path)
    }

    private mutating func check(
        _ demand: Demand, of table: Table, _ members: Members, at place: Place, _ path: String
    ) {
        guard let message = complaint(demand, table, members) else { return }
        report(message, at: place, path: path)
    }

    private func complaint(_ demand: Demand, _ table: Table, _ members: Members) -> String? {
        func given(_ key: any Keyed) -> Bool { members[key.name] != nil }
        switch demand {
        case .exactlyOne(let keys):
            let count = keys.count(where: given)
            if count == 0, table.hasUnknown(members) { return nil }
            return count == 1 ? nil : "give exactly one of \(Suggestion.list(Table.namesNow(of: keys)))"
        case .atLeastOne(let keys):
            if keys.contains(where: given) || table.hasUnknown(members) { return nil }
            return "give at least one of \(Suggestion.list(Table.namesNow(of: keys)))"
        case .atMostOne(let keys):
            let names = keys.filter(given).map(\.name)
            return names.count <= 1 ? nil : "\(Suggestion.list(names)) exclude each other; keep one"
        case .needs(let key, let other):
            return !given(key) || given(other) ? nil : "`\(key.name)` needs `\(other.name)` beside it"
        case .onlyWith(let key, let other, let word):
            guard given(key), members[other.name]?.string != word else { return nil }
            return "`\(key.name)` needs `\(other.name): \(word)` beside it"
        }
    }

    static func join(_ path: String, _ key: String) -> String {
        path.isEmpty ? key : path + "." + key
    }
}

extension Table {
    /// Those that this version carries out.
    fileprivate static func namesNow(of keys: [any Keyed]) -> [String] {
        keys.filter { $0.key.availability == .now }.map(\.name)
    }

    /// Whether a key was probably meant for another one: then no key is missed for it.
    fileprivate func hasUnknown(_ members: Members) -> Bool {
        members.contains { member in
            !keys.contains { $0.name == member.key } && !families.contains { member.key.hasPrefix($0.prefix) }
        }
    }
}
