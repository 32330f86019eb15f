import Core
import DialectKit
import Documents

extension EntryDraft {
    /// What a scenario may change in a model of the gateway, beside its name and its price.
    private enum Parameter: String, CaseIterable {
        case size, resolution, duration, images
        case ratio = "aspect_ratio"
        case count = "n"
    }

    private var isVideo: Bool { self["modality"]?.string == "video" }

    /// Makes a scenario's change to an entry of the catalog (language.md §10).
    mutating func make(_ change: ModelChange) throws(ModelProblem) {
        switch change.kind {
        case .name(let name): self["name"] = Node(.string(name))
        case .price(let dollars): self["pricing", "usd"] = dollars.node
        case .durations(let seconds): try offer(seconds, as: .duration, at: change.path)
        case .sizes(let sizes): try offer(sizes, as: isVideo ? .resolution : .size, at: change.path)
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
        switch try parameter(description.name, at: path + ["name"]) {
        case .count: self["accepts", "n"] = try description.limit(description.most, named: "max", at: path)
        case .images:
            self["accepts", "images"] = try description.limit(description.mostItems, named: "max_items", at: path)
        case let parameter: try offer(description.values(at: path), as: parameter, at: path)
        }
    }

    private mutating func offer(
        _ values: [Node], as parameter: Parameter, at path: [String]
    ) throws(ModelProblem) {
        switch parameter {
        case .ratio:
            try OfferBounds.check(ratios: values, at: path)
            self["aspect_ratios"] = Node(.array(values))
        case .size:
            try OfferBounds.check(sizes: values, at: path)
            guard !isVideo else { throw ModelProblem("a video has no `size`, but a `resolution`", at: path) }
            self["sizes"] = Node(.array(values))
            self["accepts", "size"] = true
        case .resolution, .duration:
            guard isVideo else { throw ModelProblem("an image has no `\(parameter.rawValue)`", at: path) }
            try OfferBounds.check(sizes: values, at: path)
            try OfferBounds.check(lengths: values, at: path)
            self["\(parameter.rawValue)s"] = Node(.array(values))
            self["default_\(parameter.rawValue)"] = values[0]
        // They are set by their bounds.
        case .count, .images: break
        }
    }

    private mutating func remove(_ parameter: Parameter, at path: [String]) throws(ModelProblem) {
        switch parameter {
        case .size: self["accepts", "size"] = false
        case .images: self["accepts", "images"] = 0
        case .count: self["accepts", "n"] = 1
        case .ratio, .resolution, .duration: throw ModelProblem(irremovable: parameter.rawValue, at: path)
        }
    }
}
