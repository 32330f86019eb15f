import Matching

/// The models of a provider by their ids, and by patterns of ids that a scenario adds.
public struct ModelTable<Model: Sendable>: Sendable {
    /// In the catalog's order, each once; those of patterns are not among them.
    public private(set) var all: [Model] = []
    /// Those of patterns, in the order in which they were added.
    public private(set) var patterned: [Model] = []
    @usableFromInline private(set) var byID: [String: Model] = [:]
    private var places: [String: Int] = [:]
    private var patterns: [Glob] = []

    public init() {}

    /// A model by its id: the one of that very id, else of the first pattern that fits.
    @inlinable public subscript(id: String) -> Model? {
        byID[id] ?? fitting(id)
    }

    /// Whether there is one of that very id.
    public func has(_ id: String) -> Bool { byID[id] != nil }

    @usableFromInline
    func fitting(_ id: String) -> Model? {
        patterns.firstIndex { $0.matches(id) }.map { patterned[$0] }
    }

    /// Takes the place of a model of the same id.
    public mutating func add(_ model: Model, id: String) {
        byID[id] = model
        if let place = places[id] {
            all[place] = model
        } else {
            places[id] = all.count
            all.append(model)
        }
    }

    public mutating func add(_ model: Model, pattern: String) {
        patterns.append(Glob(pattern))
        patterned.append(model)
    }
}
