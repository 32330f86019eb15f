import Core
import DialectKit
import Documents

extension EntryDraft {
    /// The parameters that a model of OpenRouter may list (openrouter.md §3.2).
    private static let parameters = [
        "resolution", "aspect_ratio", "n", "input_references", "seed", "quality", "background", "output_format",
        "output_compression",
    ]

    /// Makes a scenario's change to an entry of the catalog (language.md §10).
    mutating func make(_ change: ModelChange) throws(ModelProblem) {
        switch change.kind {
        case .name(let name): self["name"] = Node(.string(name))
        case .price(let dollars): setPrice(dollars)
        case .durations: throw ModelProblem("a model of OpenRouter makes images, which have no length", at: change.path)
        case .sizes(let sizes): set("resolution", Self.choice(sizes))
        case .aspectRatios(let ratios):
            try OfferBounds.check(ratios: ratios, at: change.path)
            set("aspect_ratio", Self.choice(ratios))
        case .add(let description):
            try check(description.name, at: change.path + ["name"])
            guard self["supported_parameters", description.name] == nil else {
                throw ModelProblem(
                    "the model that it is like has `\(description.name)`; put it under `replace`", at: change.path)
            }
            try set(description, at: change.path)
        case .replace(let description):
            try checkListed(description.name, at: change.path + ["name"])
            try set(description, at: change.path)
        case .remove(let name):
            try checkListed(name, at: change.path)
            set(name, nil)
        }
    }

    /// A price for a picture at every endpoint, instead of all that it had.
    private mutating func setPrice(_ dollars: Decimal) {
        let price: Node = [["billable": "output_image", "unit": "image", "cost_usd": dollars.node]]
        var endpoints = self["endpoints"]?.array ?? []
        for place in endpoints.indices {
            var endpoint = EntryDraft(endpoints[place])
            endpoint["pricing"] = price
            endpoints[place] = endpoint.node
        }
        self["endpoints"] = Node(.array(endpoints))
    }

    private func check(_ name: String, at path: [String]) throws(ModelProblem) {
        guard Self.parameters.contains(name) else {
            throw ModelProblem(parameter: name, known: Self.parameters, at: path)
        }
    }

    private func checkListed(_ name: String, at path: [String]) throws(ModelProblem) {
        let listed = self["supported_parameters"]?.object?.map(\.key) ?? []
        guard listed.contains(name) else { throw ModelProblem(parameter: name, known: listed, at: path) }
    }

    private mutating func set(_ name: String, _ value: Node?) {
        self["supported_parameters", name] = value
    }

    /// A choice, a range or a switch, by what is said of it (openrouter.md §3.2).
    private mutating func set(_ description: ParameterDescription, at path: [String]) throws(ModelProblem) {
        if !description.offer.isEmpty {
            let choice = Self.choice(description.offer)
            if description.name == "aspect_ratio" { try OfferBounds.check(ratios: description.offer, at: path) }
            set(description.name, choice)
            // What it can be asked for is what it makes; the first of it where nobody asks.
            if description.name == "output_format" {
                self["output_formats"] = choice["values"]
                self["default_output_format"] = description.offer[0]
            }
        } else if description.type == "boolean" {
            set(description.name, ["type": "boolean"])
        } else {
            let most = description.members["max"] ?? description.members["max_items"]
            let least = description.members["min"] ?? description.members["min_items"] ?? 0
            guard let most else {
                throw ModelProblem(
                    "`\(description.name)` needs `enum`, `max`, or `type: boolean`", at: path)
            }
            set(description.name, ["type": "range", "min": least, "max": most])
        }
    }

    private static func choice(_ values: [Node]) -> Node { ["type": "enum", "values": Node(.array(values))] }
}
