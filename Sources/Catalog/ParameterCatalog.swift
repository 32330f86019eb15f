import Documents

/// The models of a provider with their parameters, rules and prices, read from data: no model is coded by hand.
///
/// Source of the format: the `conventions` block of `Fixtures/catalogs/unified-tasks.yaml`.
public struct ParameterCatalog: Sendable {
    private var table = ModelTable<Model>()

    /// Reads and prepares a catalog. A key, a kind or a word that the validator does not understand is a failure, since a
    /// rule that is silently ignored looks like one that never applies.
    public init(reading root: Node) throws(CatalogFailure) {
        let top = try Entry(root, at: "")
        try top.allowOnly(["catalog", "conventions", "models"])
        for entry in try top.entries("models") {
            let model = try Model(reading: entry)
            guard !table.has(model.id) else { throw entry.failure("the model \(model.id) comes twice", key: "id") }
            table.add(model, id: model.id)
        }
    }

    /// In the order of the file, those that were added behind them.
    public var models: [Model] { table.all }
    /// Those that were added for many ids.
    public var patterned: [Model] { table.patterned }

    public subscript(id: String) -> Model? { table[id] }

    /// Reads one more model; it takes the place of one of the same id. As a pattern its id stands for every id that fits.
    public mutating func add(_ entry: Node, asPattern: Bool) throws(CatalogFailure) {
        let model = try Model(reading: Entry(entry, at: "model"))
        if asPattern { table.add(model, pattern: model.id) } else { table.add(model, id: model.id) }
    }
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
