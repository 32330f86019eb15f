import Documents

/// The models of one provider. A value that never changes: a scenario that adds models has another one, so sandboxes do not see
/// each other's.
public protocol ModelCatalog: AnyObject, Sendable {
    /// Another catalog, and what could not be added by its place among the models.
    typealias Extended = (catalog: any ModelCatalog, problems: [(addition: Int, problem: ModelProblem)])

    /// Every model, in the catalog's order, those of patterns behind the others.
    var outlines: [ModelOutline] { get }
    /// A catalog with these models too, in their order. What cannot be added is left out.
    func adding(_ models: [ModelAddition]) -> Extended
}

/// What people are told of a model.
public struct ModelOutline: Sendable, Equatable {
    public var id: String
    /// nil: the provider gives none.
    public var name: String?
    /// What it makes; nil for one that makes no media.
    public var modality: Modality?
    /// US dollars for one unit of the plainest request; nil where none is known.
    public var price: Decimal?
    /// What that is for: `image`, `second`, `call`.
    public var unit: String
    /// The model that it is like, for one that a scenario added.
    public var like: String?
    /// Only there with that setting.
    public var setting: String?

    public init(
        id: String, name: String?, modality: Modality?, price: Decimal?, unit: String, like: String? = nil,
        setting: String? = nil
    ) {
        self.id = id
        self.name = name
        self.modality = modality
        self.price = price
        self.unit = unit
        self.like = like
        self.setting = setting
    }
}

/// What becomes of a model that no catalog has: a setting of every provider (language.md §10).
public enum UnknownModelSetting {
    public static let name = "unknown_models"
    public static let accept = "accept"
}

extension Settings {
    public var acceptsUnknownModels: Bool { text(UnknownModelSetting.name) == UnknownModelSetting.accept }
}
