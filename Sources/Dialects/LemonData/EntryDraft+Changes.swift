import Core
import DialectKit
import Documents

extension EntryDraft {
    /// What a scenario may change in a model of LemonData, beside its price.
    private enum Parameter: String, CaseIterable {
        case size, resolution, quality, style, background
        case ratio = "aspect_ratio"
        case count = "n"
    }

    /// By `aspect_ratio` and `resolution`, not by `size`.
    private var isByRatio: Bool { self["default_size"]?.isNull ?? true }

    /// Makes a scenario's change to an entry of the catalog (language.md §10).
    mutating func make(_ change: ModelChange) throws(ModelProblem) {
        switch change.kind {
        case .name: throw ModelProblem("a model of LemonData has no name but its id", at: change.path)
        case .price(let dollars): self["price"] = dollars.node
        case .durations: throw ModelProblem("a model of LemonData makes images, which have no length", at: change.path)
        case .sizes(let sizes): try offer(sizes, as: isByRatio ? .resolution : .size, at: change.path)
        case .aspectRatios(let ratios): try offer(ratios, as: .ratio, at: change.path)
        case .add(let description), .replace(let description): try set(description, at: change.path)
        case .remove(let name): try remove(parameter(name, at: change.path), at: change.path)
        }
    }

    private func parameter(_ name: String, at path: [String]) throws(ModelProblem) -> Parameter {
        guard let parameter = Parameter(rawValue: name) else {
            throw ModelProblem(parameter: name, known: Parameter.allCases.map(\.rawValue), at: path)
        }
        return parameter
    }

    private mutating func set(_ description: ParameterDescription, at path: [String]) throws(ModelProblem) {
        let parameter = try parameter(description.name, at: path + ["name"])
        if parameter == .count {
            self["max_n"] = try description.limit(description.most, named: "max", at: path)
        } else {
            try offer(description.values(at: path), as: parameter, at: path)
        }
    }

    private mutating func offer(
        _ values: [Node], as parameter: Parameter, at path: [String]
    ) throws(ModelProblem) {
        switch parameter {
        case .size:
            guard !isByRatio else {
                throw ModelProblem("this model is sized by `aspect_ratio` and `resolution`, not by `size`", at: path)
            }
            try OfferBounds.check(sizes: values, at: path)
            self["sizes"] = Node(.array(values))
            self["default_size"] = values[0]
            // Nothing but what is listed.
            self["size_rule"] = nil
        case .resolution, .ratio:
            guard isByRatio else { throw ModelProblem("this model is sized by `size`", at: path) }
            try OfferBounds.check(sizes: parameter == .resolution ? values : [], at: path)
            try OfferBounds.check(ratios: parameter == .ratio ? values : [], at: path)
            self["\(parameter.rawValue)s"] = Node(.array(values))
        case .quality, .style, .background: self[parameter.rawValue] = Node(.array(values))
        // Set by its bound.
        case .count: break
        }
    }

    private mutating func remove(_ parameter: Parameter, at path: [String]) throws(ModelProblem) {
        switch parameter {
        case .quality, .style, .background: self[parameter.rawValue] = nil
        case .count: self["max_n"] = 1
        case .size, .resolution, .ratio: throw ModelProblem(irremovable: parameter.rawValue, at: path)
        }
    }
}
