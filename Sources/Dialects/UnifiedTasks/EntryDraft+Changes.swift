import Core
import DialectKit
import Documents

extension EntryDraft {
    /// Makes a scenario's change to an entry of the catalog (language.md §10).
    mutating func make(_ change: ModelChange) throws(ModelProblem) {
        switch change.kind {
        case .name(let name): self["name"] = Node(.string(name))
        case .price(let dollars): self["pricing", "tiers"] = [["usd": dollars.node]]
        case .durations(let seconds): try offer(seconds, of: ["duration"], at: change.path)
        case .sizes(let sizes): try offer(sizes, of: ["resolution", "quality"], at: change.path)
        case .aspectRatios(let ratios): try offer(ratios, of: ["aspect_ratio"], at: change.path)
        case .add(let description):
            guard place(of: description.name) == nil else {
                throw ModelProblem(
                    "the model that it is like has `\(description.name)`; put it under `replace`", at: change.path)
            }
            forgetRemoval(of: description.name)
            parameters.append(try description.entry(at: change.path))
        case .replace(let description):
            let place = try knownPlace(of: description.name, at: change.path + ["name"])
            parameters[place] = try description.entry(at: change.path)
        case .remove(let name):
            parameters.remove(at: try knownPlace(of: name, at: change.path))
            ignore(name)
        }
    }

    private var parameters: [Node] {
        get { self["parameters"]?.array ?? [] }
        set { self["parameters"] = Node(.array(newValue)) }
    }

    private func place(of name: String) -> Int? {
        parameters.firstIndex { $0["name"]?.string == name }
    }

    private func knownPlace(of name: String, at path: [String]) throws(ModelProblem) -> Int {
        guard let place = place(of: name) else {
            throw ModelProblem(parameter: name, known: parameters.compactMap { $0["name"]?.string }, at: path)
        }
        return place
    }

    /// Other values for the first of these parameters that the model has.
    private mutating func offer(_ values: [Node], of names: [String], at path: [String]) throws(ModelProblem) {
        guard let name = names.first(where: { place(of: $0) != nil }), let place = place(of: name) else {
            let words = names.map { "`\($0)`" }.joined(separator: " or ")
            throw ModelProblem("the model that it is like has no \(words); put one under `parameters: add`", at: path)
        }
        try OfferBounds.check(name, values, at: path)
        var parameter = EntryDraft(parameters[place])
        parameter["enum"] = Node(.array(values))
        parameter["default"] = parameter["required"]?.bool == true ? nil : values[0]
        // The values alone say what is right.
        for bound in ["min", "max", "also_accept", "enum_strings"] { parameter[bound] = nil }
        parameters[place] = parameter.node
    }

    /// What the model does not have has no effect, as any field that it does not know; rules must not see it either.
    private mutating func ignore(_ name: String) {
        let rule: Node = [
            "id": Node(.string(Self.removal(of: name))), "kind": "ignored_field", "effect": "ignore",
            "fields": [Node(.string(name))],
        ]
        self["rules"] = Node(.array((self["rules"]?.array ?? []) + [rule]))
    }

    private mutating func forgetRemoval(of name: String) {
        let rules = self["rules"]?.array ?? []
        self["rules"] = Node(.array(rules.filter { $0["id"]?.string != Self.removal(of: name) }))
    }

    private static func removal(of name: String) -> String { "removed.\(name)" }
}

extension ParameterDescription {
    /// As the catalog writes a parameter: a text that nobody must send, unless the scenario says otherwise.
    fileprivate func entry(at path: [String]) throws(ModelProblem) -> Node {
        try OfferBounds.check(name, offer + [members["max"]].compactMap { $0 }, at: path)
        var entry = EntryDraft(Node(.object(members)))
        // A length makes a file, so it has an end.
        if OfferBounds.isLength(name), entry["max"] == nil { entry["max"] = Node(.number(Number(OfferBounds.longest))) }
        if entry["type"] == nil { entry["type"] = "string" }
        if entry["required"] == nil { entry["required"] = false }
        return entry.node
    }
}

extension OfferBounds {
    fileprivate static func isLength(_ name: String) -> Bool { name.hasSuffix("duration") }

    fileprivate static func check(_ name: String, _ values: [Node], at path: [String]) throws(ModelProblem) {
        if isLength(name) { try check(lengths: values, at: path) }
        if name == "aspect_ratio" { try check(ratios: values, at: path) }
    }
}
