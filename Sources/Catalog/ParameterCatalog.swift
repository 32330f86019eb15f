import Documents

/// The models of a provider with their parameters, rules and prices, read from data: no model is coded by hand.
///
/// Source of the format: the `conventions` block of `Fixtures/catalogs/unified-tasks.yaml`.
public struct ParameterCatalog: Sendable {
    /// In the order of the file.
    public let models: [Model]
    private let byID: [String: Model]

    /// Reads and prepares a catalog. A key, a kind or a word that the validator does not understand is a failure, since a
    /// rule that is silently ignored looks like one that never applies.
    public init(reading root: Node) throws(CatalogFailure) {
        let top = try Entry(root, at: "")
        try top.allowOnly(["catalog", "conventions", "models"])
        var models: [Model] = []
        var byID: [String: Model] = [:]
        for entry in try top.entries("models") {
            let model = try Model(reading: entry)
            guard byID.updateValue(model, forKey: model.id) == nil else {
                throw entry.failure("the model \(model.id) comes twice", key: "id")
            }
            models.append(model)
        }
        self.models = models
        self.byID = byID
    }

    public subscript(id: String) -> Model? { byID[id] }
}

/// What a catalog says that the validator does not understand, and where.
public struct CatalogFailure: Error, Sendable, Equatable, CustomStringConvertible {
    public var message: String
    /// As in `models[3].rules[0].kind`.
    public var path: String
    public var place: Place

    public init(message: String, path: String, place: Place) {
        self.message = message
        self.path = path
        self.place = place
    }

    public var description: String { "\(path) (line \(place.line), column \(place.column)): \(message)" }
}
