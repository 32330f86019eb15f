import Core
import DialectKit
import Documents

extension EntryDraft {
    /// What a scenario may change in a model of getimg, beside its name and its price.
    private enum Parameter: String, CaseIterable {
        case resolution, duration, sound
        case ratio = "aspect_ratio"
    }

    private var isVideo: Bool { self["type"]?.string == "video" }

    /// Makes a scenario's change to an entry of the catalog (language.md §10).
    mutating func make(_ change: ModelChange) throws(ModelProblem) {
        switch change.kind {
        case .name(let name): self["name"] = Node(.string(name))
        case .price(let dollars): setPrice(dollars)
        case .durations(let seconds): try offer(seconds, as: .duration, at: change.path)
        case .sizes(let sizes): try offer(sizes, as: .resolution, at: change.path)
        case .aspectRatios(let ratios): try offer(ratios, as: .ratio, at: change.path)
        case .add(let description), .replace(let description): try set(description, at: change.path)
        case .remove(let name): try remove(name, at: change.path)
        }
    }

    /// One rate for every resolution, with sound and without. Prices are texts on this provider's wire (getimg.md §3.4).
    private mutating func setPrice(_ dollars: Decimal) {
        self["fallback_unit_price"] = nil
        self["rates"] = [
            [
                "billable_unit": isVideo ? "video_second" : "image", "unit_price": Node(.string(dollars.text)),
                "resolution": nil, "sound": "not_applicable",
            ]
        ]
    }

    private func known() -> [String] {
        Parameter.allCases.map(\.rawValue) + ReferenceImage.Role.allCases.map(\.rawValue)
    }

    private mutating func set(_ description: ParameterDescription, at path: [String]) throws(ModelProblem) {
        if ReferenceImage.Role(rawValue: description.name) != nil {
            self["supported_references", description.name] = try description.limit(
                description.mostItems, named: "max_items", at: path)
            return
        }
        guard let parameter = Parameter(rawValue: description.name) else {
            throw ModelProblem(parameter: description.name, known: known(), at: path + ["name"])
        }
        guard parameter == .sound else { return try offer(description.values(at: path), as: parameter, at: path) }
        guard isVideo else { throw ModelProblem("an image has no `sound`", at: path) }
        self["supports_sound"] = true
    }

    private mutating func offer(
        _ values: [Node], as parameter: Parameter, at path: [String]
    ) throws(ModelProblem) {
        guard isVideo || parameter != .duration else { throw ModelProblem("an image has no `duration`", at: path) }
        switch parameter {
        case .ratio: try OfferBounds.check(ratios: values, at: path)
        case .resolution: try OfferBounds.check(sizes: values, at: path)
        case .duration: try OfferBounds.check(lengths: values, at: path)
        case .sound: break
        }
        self["supported_\(parameter.rawValue)s"] = Node(.array(values))
    }

    private mutating func remove(_ name: String, at path: [String]) throws(ModelProblem) {
        guard ReferenceImage.Role(rawValue: name) == nil else { return self["supported_references", name] = nil }
        switch Parameter(rawValue: name) {
        case .sound: self["supports_sound"] = false
        case .resolution, .duration, .ratio: throw ModelProblem(irremovable: name, at: path)
        case nil: throw ModelProblem(parameter: name, known: known(), at: path)
        }
    }
}
