import Documents

/// An input that passed every check, with its values in force and its price.
public struct Validated: Sendable {
    /// Another task that the input names: it must exist, be completed and have that output.
    public struct Reference: Sendable, Equatable {
        public var field: String
        public var id: String
        public var outputKind: OutputKind
        /// What to say when it is there but does not fit.
        public var message: String
    }

    /// Files behind URLs that the task fails on if they do not fit, as far as the server knows them.
    public struct Source: Sendable, Equatable {
        public var urls: [String]
        public var bounds: MediaBounds
        /// What the task says then.
        public var message: String
    }

    public let model: Model
    public let price: Price
    public let references: [Reference]
    public let sources: [Source]
    /// How many pictures came as URLs.
    public let pictures: Int
    let values: Values

    /// The value in force of a parameter: what the client sent, else the default.
    public subscript(name: String) -> Node? {
        model.fields[name].flatMap { values.slots[$0] }
    }
}

/// How strictly an input is read.
public struct ValidationOptions: Sendable {
    /// Scalars of another type are read where they can be (`"5"` for 5); default off.
    public var coercesTypes: Bool
    /// Which empty values count as absent; default strict.
    public var emptyValues: EmptyValues
    /// The settings in force of those that `optional_with`, `only_with` and `not_with` name: a flag by its name, a choice as
    /// `name=value`.
    public var settingsOn: [String]

    public init(coercesTypes: Bool = false, emptyValues: EmptyValues = .strict, settingsOn: [String] = []) {
        self.coercesTypes = coercesTypes
        self.emptyValues = emptyValues
        self.settingsOn = settingsOn
    }
}
